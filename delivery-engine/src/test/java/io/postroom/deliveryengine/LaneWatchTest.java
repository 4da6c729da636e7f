package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class LaneWatchTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(7);

    private final EngineConfig config = EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere"),
            Map.of(Lane.NORMAL, List.of("topic")), List.of(), topic -> topic + ".dead",
            List.of(GateConfig.of("provider", 0, 1)));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Lease lease = new Lease(new TopicPartition("topic", 0), Lane.NORMAL);
    private final List<Slot> slots = new ArrayList<>();
    private Duration passed = Duration.ZERO;
    private final EngineTime time = new EngineTime(() -> BEGIN.plus(passed), () -> passed.toNanos());
    private final LaneWatch watch = new LaneWatch(Lane.NORMAL, config.limits(), time,
            new EngineMeters(registry, time, config), topic -> RETENTION.toMillis());

    private void admit(int count) {
        for (int i = 0; i < count; i++) {
            slots.add(lease.tracker().admit(new ConsumerRecord<>("topic", 0, slots.size(),
                    BEGIN.plus(passed).toEpochMilli(), TimestampType.LOG_APPEND_TIME, 0, 0, new byte[0], new byte[0],
                    new RecordHeaders(), Optional.empty()), time.nanos()));
        }
    }

    private void finish(int from, int to) {
        slots.subList(from, to).forEach(slot -> {
            slot.markDone();
            lease.countCompletion(0);
        });
    }

    private void look() {
        lease.tracker().sweep();
        watch.look(List.of(lease), 0);
    }

    private double gauge(String name) {
        return registry.get("postroom.engine." + name).tag("lane", "normal").gauge().value();
    }

    private double headsOfLine() {
        var counter = registry.find("postroom.engine.head.of.line").counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void namesOnceTheRecordThatHoldsUpItsPartitionWhileNearlyAllBehindItIsDone() {
        // Given
        admit(200);
        finish(1, 195);
        passed = Duration.ofSeconds(61);

        // When
        look();
        passed = passed.plusSeconds(2);
        look();

        // Then
        assertThat(headsOfLine()).isEqualTo(1);
        assertThat(gauge("base.age")).isEqualTo(61 + 2);
    }

    @Test
    void namesNobodyWhileMostOfThePartitionWaitsToo() {
        // Given
        admit(200);
        finish(1, 100);
        passed = Duration.ofSeconds(61);

        // When
        look();

        // Then
        assertThat(headsOfLine()).isZero();
    }

    @Test
    void countsWhatIsPastHalfOfTheRetentionUntilItIsDone() {
        // Given
        admit(3);
        passed = RETENTION.dividedBy(2).plusSeconds(1);
        admit(2);

        // When
        look();

        // Then
        assertThat(gauge("past.half.retention")).isEqualTo(3);
        finish(0, 2);
        passed = passed.plusSeconds(2);
        look();
        assertThat(gauge("past.half.retention")).isEqualTo(1);
    }
}
