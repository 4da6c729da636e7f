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
import org.junit.jupiter.api.Test;

/** What is handed over is done by the transaction that carries it, and stays done. */
class LaneHandOversTest {
    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);
    private static final DelayTier TIER = new DelayTier("delay", Duration.ofMinutes(1));

    private final EngineConfig config = EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere"),
            Map.of(Lane.NORMAL, List.of("topic")), List.of(TIER), topic -> topic + ".dead",
            List.of(GateConfig.of("provider", 0, 1)));
    private final FakeLaneBroker broker = new FakeLaneBroker();
    private final List<DispatchEvent> said = new ArrayList<>();
    private long nanos;
    private final EngineTime time = new EngineTime(() -> Instant.EPOCH, () -> nanos);
    private final EngineMeters meters = new EngineMeters(new SimpleMeterRegistry(), time, config);
    private final LaneLeases leases = new LaneLeases(Lane.NORMAL, config.limits(), broker, time, meters);
    private final LaneCommits commits = new LaneCommits(config.limits(), broker, leases, time, meters);
    private final LaneHandOvers handOvers = new LaneHandOvers(config, broker, leases, commits, time, meters, said::add,
            doubtful -> {});

    private List<Slot> admit(int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long offset = 0; offset < count; offset++) {
            records.add(new ConsumerRecord<>("topic", 0, offset, new byte[0], new byte[0]));
        }
        leases.begin(List.of(PARTITION));
        leases.restore();
        return leases.admit(new LaneBroker.Polled(records, Map.of(PARTITION, new OffsetAndMetadata(count))),
                new ArrayList<>());
    }

    /** It goes by another client: the brokers may get the older commit later, and call what was handed over not done. */
    @Test
    void aTransactionWaitsForACommitThatIsStillOnItsWay() {
        // Given
        broker.answersLate = true;
        List<Slot> slots = admit(2);
        slots.getFirst().markDone();
        nanos += Duration.ofSeconds(1).toNanos();
        commits.maybeCommit();

        // When
        handOvers.ask(new LaneMessage.HandOver(slots.getLast(), AttemptHistory.NONE, TIER));
        handOvers.run();

        // Then
        assertThat(broker.heard).containsExactly("commit answered", "transaction");
        assertThat(said).containsExactly(new DispatchEvent.Ended(slots.getLast(), new Ending.Settled()));
    }

    @Test
    void itWaitsForNothingWhereNoneIs() {
        // Given
        List<Slot> slots = admit(1);

        // When
        handOvers.ask(new LaneMessage.HandOver(slots.getFirst(), AttemptHistory.NONE, TIER));
        handOvers.run();

        // Then
        assertThat(broker.heard).containsExactly("transaction");
    }
}
