package io.postroom.ingestservice.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.ingestservice.Samples;
import io.postroom.ingestservice.hold.HeldRequest;
import io.postroom.ingestservice.wire.InternalAvro;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
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

class WaitingLineTest {
    @TempDir
    private Path state;

    private KeyValueStore<Bytes, HeldNotification> store;
    private KeyValueStore<UUID, Bytes> places;
    private WaitingLine<HeldNotification> line;

    @BeforeEach
    void open() {
        InternalAvro<HeldNotification> avro = new InternalAvro<>(HeldNotification.class);
        Serde<HeldNotification> serde = Serdes.serdeFrom((topic, held) -> held == null ? null : avro.write(held),
                (topic, bytes) -> bytes == null ? null : avro.read(bytes));
        store = Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore("waiting"), Serdes.Bytes(), serde)
                .withCachingDisabled().withLoggingDisabled().build();
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(new Properties(),
                new TaskId(0, 0), state.toFile());
        store.init(context.getStateStoreContext(), store);
        places = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("places"), Serdes.UUID(), Serdes.Bytes())
                .withCachingDisabled().withLoggingDisabled().build();
        places.init(context.getStateStoreContext(), places);
        line = new WaitingLine<>(store, places);
    }

    @AfterEach
    void close() {
        store.close();
        places.close();
    }

    private static HeldNotification held(long number) {
        NotificationIdentity identity = NotificationIdentity.newBuilder().setNotificationId(new UUID(1, number))
                .setCaseKey("key").setService("svc").setChannel(Channel.SMS).setLanguage(Language.EN).setEventId("e")
                .setEventSource("s").setTemplateId("t").setTemplateHash("h").setRecipientKey("r")
                .setCreatedAt(Samples.NOW).build();
        DeliveryTerms terms = DeliveryTerms.newBuilder().setPriority(Priority.NORMAL)
                .setUnknownOutcome(UnknownOutcomePolicy.RESEND).build();
        SmsRequest request = SmsRequest.newBuilder().setIdentity(identity).setTerms(terms).setTo("447700900123")
                .setSender("Svc").setText("Hello").build();
        return HeldNotification.newBuilder().setRequest(request).setReason(StatusReason.WAITING_FOR_TIME)
                .setHeldAt(Samples.NOW).build();
    }

    private static long number(HeldNotification held) {
        return new HeldRequest(held).id().getLeastSignificantBits();
    }

    private List<Long> take(Instant now, int atMost) {
        List<Long> taken = new ArrayList<>();
        line.take(now, Allowance.of(atMost), held -> taken.add(number(held)));
        return taken;
    }

    @Test
    void manyThatAreDueAtOnceLeaveOldestFirstEachOnceABoundedNumberAtATime() {
        // Given
        int count = 10_000;
        List<Long> numbers = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            numbers.add(i);
        }
        List<Long> shuffled = new ArrayList<>(numbers);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.forEach(i -> line.add(Samples.NOW.plusMillis(i), new UUID(1, i), held(i)));

        // When
        List<Long> taken = new ArrayList<>();
        for (List<Long> look = take(Samples.NOW.plusSeconds(60), 1_000); !look.isEmpty(); look = take(
                Samples.NOW.plusSeconds(60), 1_000)) {
            assertThat(look).hasSize(1_000);
            taken.addAll(look);
        }

        // Then
        assertThat(taken).isEqualTo(numbers);
    }

    @Test
    void whatIsAddedWhileOthersAreTakenIsTakenInItsTurn() {
        // Given
        line.add(Samples.NOW.plusSeconds(10), new UUID(1, 10), held(10));
        line.add(Samples.NOW.plusSeconds(20), new UUID(1, 20), held(20));
        assertThat(take(Samples.NOW.plusSeconds(10), 5)).containsExactly(10L);

        // When
        line.add(Samples.NOW.plusSeconds(5), new UUID(1, 5), held(5));
        line.add(Samples.NOW.plusSeconds(15), new UUID(1, 15), held(15));

        // Then
        assertThat(take(Samples.NOW.plusSeconds(9), 5)).containsExactly(5L);
        assertThat(take(Samples.NOW.plusSeconds(9), 5)).isEmpty();
        assertThat(take(Samples.NOW.plusSeconds(30), 5)).containsExactly(15L, 20L);
    }

    @Test
    void oneMayLeaveBeforeItsTurn() {
        // Given
        line.add(Samples.NOW.plusSeconds(10), new UUID(1, 10), held(10));
        line.add(Samples.NOW.plusSeconds(20), new UUID(1, 20), held(20));

        // Then
        assertThat(number(line.withdraw(new UUID(1, 10)))).isEqualTo(10);
        assertThat(line.withdraw(new UUID(1, 10))).isNull();
        assertThat(take(Samples.NOW.plusSeconds(30), 5)).containsExactly(20L);
        assertThat(line.withdraw(new UUID(1, 20))).isNull();
    }

    /** Both of its places were kept, so that it went out twice, or expired after it had gone. */
    @Test
    void oneThatIsPutInAgainStandsAtItsLastPlaceAlone() {
        // Given
        line.add(Samples.NOW.plusSeconds(10), new UUID(1, 1), held(1));
        line.add(Samples.NOW.plusSeconds(30), new UUID(1, 2), held(2));

        // When
        line.add(Samples.NOW.plusSeconds(20), new UUID(1, 1), held(1));
        line.add(Samples.NOW.plusSeconds(5), new UUID(1, 2), held(2));
        line.add(Samples.NOW.plusSeconds(5), new UUID(1, 2), held(2));

        // Then
        assertThat(take(Samples.NOW.plusSeconds(15), 5)).containsExactly(2L);
        assertThat(take(Samples.NOW.plusSeconds(60), 5)).containsExactly(1L);
        assertThat(line.find(new UUID(1, 1))).isNull();
    }

    @Test
    void aClockThatGoesBackTakesNothingEarly() {
        // Given
        line.add(Samples.NOW.plusSeconds(10), new UUID(1, 10), held(10));
        line.add(Samples.NOW.plusSeconds(20), new UUID(1, 20), held(20));
        take(Samples.NOW.plusSeconds(10), 5);

        // Then
        assertThat(take(Samples.NOW, 5)).isEmpty();
        assertThat(take(Samples.NOW.plusSeconds(20), 5)).containsExactly(20L);
    }
}
