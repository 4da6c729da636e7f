package io.postroom.deliveryengine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What has been fetched of the delay topics and waits. In each partition the head is the next one due. */
final class DelayQueues {
    private static final int FULL = 1_000;
    private static final int AT_ONCE = 500;

    /** A record whose time has come. */
    record Due(ConsumerRecord<byte[], byte[]> record, TopicPartition partition) {
        OffsetAndMetadata next() {
            return new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), "");
        }

        @Nullable
        String origin() {
            Header header = record.headers().lastHeader(EngineHeaders.ORIGIN_TOPIC);
            return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }
    }

    private final Map<String, Duration> delays = new HashMap<>();
    private final Map<TopicPartition, ArrayDeque<ConsumerRecord<byte[], byte[]>>> queues = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();

    DelayQueues(List<DelayTier> tiers) {
        tiers.forEach(tier -> delays.put(tier.topic(), tier.delay()));
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        queues.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), absent -> new ArrayDeque<>())
                .add(record);
    }

    /** Where the next poll goes on, behind transaction markers too. */
    void advance(Map<TopicPartition, OffsetAndMetadata> polled) {
        positions.putAll(polled);
    }

    /** The positions of partitions in which nothing waits, each told once: only markers can lie before them. */
    Map<TopicPartition, OffsetAndMetadata> takeIdlePositions() {
        Map<TopicPartition, OffsetAndMetadata> idle = new HashMap<>(positions);
        idle.keySet().removeIf(partition -> {
            ArrayDeque<ConsumerRecord<byte[], byte[]>> queue = queues.get(partition);
            return queue != null && !queue.isEmpty();
        });
        positions.keySet().removeAll(idle.keySet());
        return idle;
    }

    List<Due> takeDue(Instant now) {
        List<Due> due = new ArrayList<>();
        queues.forEach((partition, queue) -> {
            for (ConsumerRecord<byte[], byte[]> head = queue.peek(); head != null && due.size() < AT_ONCE
                    && !dueAt(head).isAfter(now); head = queue.peek()) {
                queue.remove();
                due.add(new Due(head, partition));
            }
        });
        return due;
    }

    /** A writer whose clock was wrong delays nothing longer than its tier does. */
    private Instant dueAt(ConsumerRecord<byte[], byte[]> record) {
        Instant latest = Instant.ofEpochMilli(record.timestamp())
                .plus(Optional.ofNullable(delays.get(record.topic())).orElse(Duration.ZERO));
        long notBefore = AttemptHistory.number(record.headers(), EngineHeaders.NOT_BEFORE);
        return notBefore < 0 || notBefore > latest.toEpochMilli() ? latest : Instant.ofEpochMilli(notBefore);
    }

    Collection<TopicPartition> full() {
        return queues.entrySet().stream().filter(entry -> entry.getValue().size() >= FULL).map(Map.Entry::getKey)
                .toList();
    }

    Collection<TopicPartition> hungry() {
        return queues.entrySet().stream().filter(entry -> entry.getValue().size() < FULL / 2).map(Map.Entry::getKey)
                .toList();
    }

    void forget(TopicPartition partition) {
        queues.remove(partition);
        positions.remove(partition);
    }
}
