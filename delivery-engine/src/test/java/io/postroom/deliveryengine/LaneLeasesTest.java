package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LaneLeasesTest {
    private static final TopicPartition FULL = new TopicPartition("topic", 0);
    private static final TopicPartition QUIET = new TopicPartition("topic", 1);

    private final FakeLaneBroker broker = new FakeLaneBroker();
    private final List<Lease> renewed = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LaneLeases leases;

    LaneLeasesTest() {
        EngineConfig config = EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere"),
                Map.of(Lane.NORMAL, List.of("topic")), List.of(), topic -> topic + ".dead",
                List.of(GateConfig.of("provider", 0, 1)))
                .withLimits(EngineLimits.defaults().withPartitionBounds(60, 1_000, 1 << 20, 10, 20));
        EngineTime time = new EngineTime(() -> Instant.EPOCH, () -> 0);
        leases = new LaneLeases(Lane.NORMAL, config.limits(), broker, time, new EngineMeters(registry, time, config));
    }

    private List<Slot> poll(TopicPartition partition, long from, long to) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            records.add(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0],
                    new byte[0]));
        }
        return leases.admit(new LaneBroker.Polled(records, Map.of(partition, new OffsetAndMetadata(to))),
                renewed);
    }

    private void begin() {
        leases.begin(List.of(FULL, QUIET));
        leases.restore();
    }

    private static void finish(Slot slot) {
        slot.markDone();
        slot.lease().countCompletion(0);
    }

    private double counted(String name) {
        return registry.get("postroom.engine." + name).counter().count();
    }

    @Test
    void fetchesNothingBeforeTheCommittedMapHasBeenRead() {
        // When
        leases.begin(List.of(FULL, QUIET));

        // Then
        assertThat(broker.paused).containsExactlyInAnyOrder(FULL, QUIET);
        leases.restore();
        assertThat(broker.paused).isEmpty();
    }

    @Test
    void pausesOnlyThePartitionThatIsFullAndResumesItBelowHalf() {
        // Given
        begin();
        List<Slot> slots = poll(FULL, 0, 40);
        poll(QUIET, 0, 5);

        // When
        leases.holdBack();

        // Then
        assertThat(broker.paused).containsExactly(FULL);
        slots.subList(0, 20).forEach(LaneLeasesTest::finish);
        leases.holdBack();
        assertThat(broker.paused).containsExactly(FULL);
        finish(slots.get(20));
        leases.holdBack();
        assertThat(broker.paused).isEmpty();
    }

    @Test
    void pausesAWindowThatOneSlowRecordKeepsOpen() {
        // Given
        begin();
        List<Slot> slots = poll(FULL, 0, 1_000);
        slots.subList(1, 1_000).forEach(LaneLeasesTest::finish);

        // When
        leases.sweep();
        leases.holdBack();

        // Then
        assertThat(broker.paused).containsExactly(FULL);
    }

    @Test
    void skipsWhatTheCommittedMapCallsDone() {
        // Given
        String map = CommitMapCodec.encode(10, CommitMap.of(10, 14, List.of(10L, 12L), List.of(12L)));
        broker.committed.put(FULL, new OffsetAndMetadata(10, map));
        begin();

        // When
        List<Slot> slots = poll(FULL, 10, 16);

        // Then
        assertThat(broker.sought).containsEntry(FULL, 10L);
        assertThat(slots).extracting(Slot::offset).containsExactly(10L, 12L, 14L, 15L);
        assertThat(slots).extracting(Slot::foundStarted).containsExactly(false, true, false, false);
        assertThat(counted("skipped.replays")).isEqualTo(2);
    }

    @Test
    void takesForeignMetadataForNoMap() {
        // Given
        broker.committed.put(FULL, new OffsetAndMetadata(10, "of another program"));
        begin();

        // When
        List<Slot> slots = poll(FULL, 10, 12);

        // Then
        assertThat(slots).hasSize(2);
        assertThat(counted("foreign.metadata")).isEqualTo(1);
    }

    @Test
    void countsWhatRetentionTookBeforeItWasDone() {
        // Given
        String map = CommitMapCodec.encode(10, CommitMap.of(10, 14, List.of(10L, 12L), List.of()));
        broker.committed.put(FULL, new OffsetAndMetadata(10, map));
        broker.starts.put(FULL, 15L);

        // When
        begin();

        // Then
        assertThat(counted("lost.to.retention")).isEqualTo(3);
    }

    @Test
    void aPositionThatGoesBackBeginsANewLease() {
        // Given
        begin();
        Lease old = poll(FULL, 100, 110).getFirst().lease();

        // When
        List<Slot> slots = poll(FULL, 0, 3);

        // Then
        assertThat(renewed).containsExactly(old);
        assertThat(slots).hasSize(3).allSatisfy(slot -> assertThat(slot.lease()).isNotSameAs(old));
        assertThat(leases.commitPoints(leases.all()).get(FULL).offset()).isZero();
    }
}
