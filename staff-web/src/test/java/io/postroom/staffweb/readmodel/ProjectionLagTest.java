package io.postroom.staffweb.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ProjectionLagTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    private Instant now = NOW;
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ProjectionLag lag = new ProjectionLag(clock, meters);

    @Test
    void what_is_tried_again_and_again_grows_older_and_what_is_through_is_forgotten() {
        // Given
        assertThat(seconds()).isZero();
        lag.begin(List.of(at(NOW.minusSeconds(3)), at(NOW.minusSeconds(7))));

        // When
        now = NOW.plusSeconds(600);
        lag.begin(List.of(at(NOW.minusSeconds(3)), at(NOW.minusSeconds(7))));

        // Then
        assertThat(seconds()).isEqualTo(607);

        // When
        lag.end();
        now = now.plusSeconds(1);

        // Then: the next poll of what is behind comes sooner than this
        assertThat(seconds()).isEqualTo(607);
        now = now.plusSeconds(2);
        assertThat(seconds()).isZero();
    }

    private double seconds() {
        return meters.get("postroom.staff.projection.age").gauge().value();
    }

    private static ConsumerRecord<String, byte[]> at(Instant moment) {
        return new ConsumerRecord<>("status", 0, 0, moment.toEpochMilli(), TimestampType.LOG_APPEND_TIME, 1, 1, "key",
                new byte[1], new RecordHeaders(), Optional.empty());
    }
}
