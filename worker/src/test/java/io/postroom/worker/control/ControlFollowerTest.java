package io.postroom.worker.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.deliveryengine.UnreadableRecordException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to the reading of commands after the start. */
class ControlFollowerTest {
    private static final String TOPIC = "control";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-27T08:00:00Z"));
    private final Queue<Integer> read = new ConcurrentLinkedQueue<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(
            AutoOffsetResetStrategy.EARLIEST.name());
    private final ControlFollower follower = new ControlFollower(TOPIC, () -> consumer, record -> {
        read.add(record.partition());
        throw new UnreadableRecordException("its place is all that is looked at", null);
    }, new Commands(), clock());

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
    }

    @BeforeEach
    void start() {
        partitions(FIRST);
        follower.start();
        await().until(follower::hasCaughtUp);
    }

    @AfterEach
    void stop() {
        follower.stop();
    }

    private void partitions(TopicPartition... partitions) {
        consumer.updatePartitions(TOPIC, List.of(partitions).stream()
                .map(each -> new PartitionInfo(TOPIC, each.partition(), null, null, null)).toList());
        for (TopicPartition each : partitions) {
            consumer.updateBeginningOffsets(Map.of(each, 0L));
            consumer.updateEndOffsets(Map.of(each, 0L));
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Test
    void aPartitionThatTheTopicIsGivenIsReadFromItsBeginning() {
        // When
        partitions(FIRST, SECOND);
        pass(Duration.ofSeconds(5));
        await().until(() -> consumer.assignment().contains(SECOND));
        consumer.schedulePollTask(
                () -> consumer.addRecord(new ConsumerRecord<>(TOPIC, 1, 0, new byte[0], new byte[0])));

        // Then
        await().until(() -> read.contains(1));
        assertThat(follower.isCurrent()).isTrue();
    }

    /** Nothing of that throws: polls of brokers that do not answer are empty. */
    @Test
    void aTopicThatCannotBeReadAnyMoreIsNotCurrentUntilItCan() {
        // Given
        assertThat(follower.isCurrent()).isTrue();
        consumer.setOffsetsException(new TimeoutException("no brokers"));

        // When
        pass(Duration.ofSeconds(61));

        // Then
        assertThat(follower.isCurrent()).isFalse();
        assertThat(follower.age()).isEqualTo(Duration.ofSeconds(61));
        consumer.setOffsetsException(null);
        await().until(follower::isCurrent);
        assertThat(follower.age()).isZero();
    }
}
