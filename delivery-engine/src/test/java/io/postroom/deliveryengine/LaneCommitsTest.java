package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When completions are committed. */
class LaneCommitsTest {
    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

    private final FakeLaneBroker broker = new FakeLaneBroker();
    private final LaneLeases leases;
    private final LaneCommits commits;
    private final List<Slot> slots = new ArrayList<>();
    private long nanos;

    LaneCommitsTest() {
        EngineConfig config = EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere"),
                Map.of(Lane.NORMAL, List.of("topic")), List.of(), topic -> topic + ".dead",
                List.of(GateConfig.of("provider", 0, 1)));
        EngineTime time = new EngineTime(() -> Instant.EPOCH, () -> nanos);
        EngineMeters meters = new EngineMeters(new SimpleMeterRegistry(), time, config);
        leases = new LaneLeases(Lane.NORMAL, config.limits(), broker, time, meters);
        commits = new LaneCommits(config.limits(), broker, leases, time, meters);
    }

    @BeforeEach
    void admit() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long offset = 0; offset < 1_000; offset++) {
            records.add(new ConsumerRecord<>("topic", 0, offset, new byte[0], new byte[0]));
        }
        leases.begin(List.of(PARTITION));
        leases.restore();
        slots.addAll(leases.admit(new LaneBroker.Polled(records, Map.of(PARTITION, new OffsetAndMetadata(1_000))),
                new ArrayList<>()));
    }

    private void complete(int count) {
        for (Slot slot : slots.subList(0, count)) {
            slot.markDone();
            slot.lease().countCompletion(0);
        }
        slots.subList(0, count).clear();
    }

    private void pass(int millis) {
        nanos += Duration.ofMillis(millis).toNanos();
        commits.maybeCommit();
    }

    @Test
    void aFewCompletionsAreCommittedAfterTheInterval() {
        // Given
        complete(1);

        // When
        pass(199);
        int early = broker.commits;
        pass(1);

        // Then
        assertThat(early).isZero();
        assertThat(broker.commits).isEqualTo(1);
    }

    @Test
    void manyAreCommittedSooner() {
        // Given
        pass(10);
        complete(200);

        // When
        pass(10);

        // Then
        assertThat(broker.commits).isEqualTo(1);
    }

    @Test
    void manyWithinMillisecondsAreCommittedTogether() {
        // When
        for (int i = 0; i < 4; i++) {
            complete(200);
            pass(6);
        }

        // Then
        assertThat(broker.commits).isEqualTo(1);
    }
}
