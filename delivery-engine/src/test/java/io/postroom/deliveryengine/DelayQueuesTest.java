package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DelayQueuesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final TopicPartition PARTITION = new TopicPartition("1m", 0);

    private final DelayQueues queues = new DelayQueues(List.of(new DelayTier("1m", Duration.ofMinutes(1))));

    private static ConsumerRecord<byte[], byte[]> record(long offset, Instant written, Instant notBefore) {
        RecordHeaders headers = new RecordHeaders();
        if (notBefore != null) {
            headers.add(EngineHeaders.NOT_BEFORE,
                    Long.toString(notBefore.toEpochMilli()).getBytes(StandardCharsets.UTF_8));
        }
        headers.add(EngineHeaders.ORIGIN_TOPIC, "lane".getBytes(StandardCharsets.UTF_8));
        return new ConsumerRecord<>("1m", 0, offset, written.toEpochMilli(), TimestampType.LOG_APPEND_TIME, 0, 0,
                new byte[0], new byte[0], headers, Optional.empty());
    }

    @Test
    void givesOutWhatIsDueInOrderAndNothingElse() {
        // Given
        queues.add(record(0, NOW, NOW.plusSeconds(60)));
        queues.add(record(1, NOW.plusSeconds(1), NOW.plusSeconds(61)));

        // When
        List<DelayQueues.Due> early = queues.takeDue(NOW.plusMillis(59_999));
        List<DelayQueues.Due> due = queues.takeDue(NOW.plusSeconds(60));

        // Then
        assertThat(early).isEmpty();
        assertThat(due).singleElement().satisfies(one -> {
            assertThat(one.record().offset()).isZero();
            assertThat(one.next().offset()).isEqualTo(1);
            assertThat(one.origin()).isEqualTo("lane");
        });
    }

    @Test
    void aWriterWithAWrongClockDelaysNothingLongerThanTheTierDoes() {
        // Given
        queues.add(record(0, NOW, NOW.plus(Duration.ofDays(400))));
        queues.add(record(1, NOW, null));

        // When
        List<DelayQueues.Due> due = queues.takeDue(NOW.plusSeconds(60));

        // Then
        assertThat(due).hasSize(2);
    }

    @Test
    void tellsPositionsBehindMarkersOnlyWhereNothingWaits() {
        // Given
        queues.add(record(0, NOW, NOW.plusSeconds(60)));
        queues.advance(Map.of(PARTITION, new OffsetAndMetadata(2)));

        // When
        var waiting = queues.takeIdlePositions();
        queues.takeDue(NOW.plusSeconds(60));
        var idle = queues.takeIdlePositions();

        // Then
        assertThat(waiting).isEmpty();
        assertThat(idle).containsEntry(PARTITION, new OffsetAndMetadata(2));
        assertThat(queues.takeIdlePositions()).isEmpty();
    }
}
