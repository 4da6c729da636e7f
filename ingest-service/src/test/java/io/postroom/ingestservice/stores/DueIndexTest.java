package io.postroom.ingestservice.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DueIndexTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private Path state;

    private KeyValueStore<Bytes, byte[]> store;
    private DueIndex index;

    @BeforeEach
    void open() {
        store = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("stopped"), Serdes.Bytes(),
                Serdes.ByteArray()).withCachingDisabled().withLoggingDisabled().build();
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0),
                state.toFile());
        store.init(context.getStateStoreContext(), store);
        index = new DueIndex(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }

    private List<UUID> look(int atMost, boolean over) {
        List<UUID> seen = new ArrayList<>();
        index.look(Allowance.of(atMost), id -> {
            seen.add(id);
            return over;
        });
        return seen;
    }

    @Test
    void allOfItIsSeenOnceTheOldestFirstABoundedNumberAtALook() {
        // Given
        for (int i = 0; i < 2_500; i++) {
            index.add(NOW.plusSeconds((i * 7) % 2_500), id((i * 7) % 2_500));
        }

        // When
        List<UUID> seen = new ArrayList<>(look(1_000, true));
        seen.addAll(look(1_000, true));
        seen.addAll(look(1_000, true));

        // Then
        List<UUID> inOrder = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            inOrder.add(id(i));
        }
        assertThat(seen).isEqualTo(inOrder);
        assertThat(store.all()).isExhausted();
        assertThat(look(1_000, true)).isEmpty();
    }

    @Test
    void whatStaysIsSeenAgainWhenSomethingHappened() {
        // Given
        index.add(NOW, id(1));
        index.add(NOW.plusSeconds(1), id(2));
        index.add(NOW.plusSeconds(2), id(3));
        assertThat(look(2, false)).containsExactly(id(1), id(2));

        // When
        index.remove(NOW, id(1));
        index.again();

        // Then
        assertThat(look(2, false)).containsExactly(id(2), id(3));
        assertThat(look(2, false)).as("gone through").isEmpty();
    }

    @Test
    void anotherInstanceBeginsWithAllOfIt() {
        // Given
        index.add(NOW, id(1));
        look(1, false);

        // When
        index = new DueIndex(store);

        // Then
        assertThat(look(1, false)).containsExactly(id(1));
    }
}
