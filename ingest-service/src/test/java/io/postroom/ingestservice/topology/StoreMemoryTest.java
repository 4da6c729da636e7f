package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreMemoryTest {
    private static final int STORES = 40;
    private static final int ENTRIES = 600;
    private static final int VALUE_BYTES = 2_000;
    private static final long BUDGET = 8L * 1024 * 1024;
    /** A store fills its buffer before it writes it away, and blocks are cached as a whole. */
    private static final long ROUNDING = BUDGET / 4;

    @TempDir
    private Path state;

    private static byte[] value(int store, int entry) {
        byte[] bytes = new byte[VALUE_BYTES];
        new Random(store * 10_000L + entry).nextBytes(bytes);
        return bytes;
    }

    /** Each store had a bound of its own: the 115 of an instance of the chart might take 1.4 GB of its 768 MB. */
    @Test
    void manyStoresTogetherTakeNoMoreThanTheOneBudget() {
        try (StoreMemory memory = new StoreMemory(BUDGET, STORES)) {
            // Given
            Properties properties = new Properties();
            properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
            properties.put(StoreMemory.PROPERTY, memory);
            MockProcessorContext<Void, Void> context = new MockProcessorContext<>(properties, new TaskId(0, 0),
                    state.toFile());
            List<KeyValueStore<Integer, byte[]>> stores = new ArrayList<>();
            for (int i = 0; i < STORES; i++) {
                KeyValueStore<Integer, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore("store-" + i), Serdes.Integer(), Serdes.ByteArray())
                        .withCachingDisabled().withLoggingDisabled().build();
                store.init(context.getStateStoreContext(), store);
                stores.add(store);
            }

            // When six times as much is written, and read again
            long most = 0;
            for (int entry = 0; entry < ENTRIES; entry++) {
                for (int i = 0; i < STORES; i++) {
                    stores.get(i).put(entry, value(i, entry));
                }
                most = Math.max(most, memory.taken());
            }
            long unwritten = most;
            for (int entry = 0; entry < ENTRIES; entry += 7) {
                for (int i = 0; i < STORES; i++) {
                    assertThat(stores.get(i).get(entry)).isEqualTo(value(i, entry));
                }
                most = Math.max(most, memory.taken());
            }

            // Then
            assertThat(unwritten).as("what is not yet in files counts").isGreaterThan(BUDGET / 8);
            assertThat(most).isLessThanOrEqualTo(BUDGET + ROUNDING);
            stores.forEach(KeyValueStore::close);
        }
    }
}
