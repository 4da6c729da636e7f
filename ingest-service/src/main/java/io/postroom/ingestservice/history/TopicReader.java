package io.postroom.ingestservice.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts of topics and leaves no trace: committed records only, assigned and in no consumer group. What is there when the
 * reading begins is its end. For one thread.
 */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Progress progress;

    TopicReader(Map<String, Object> client, Progress progress) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.progress = progress;
    }

    /** The names of all topics that may be seen. */
    Collection<String> topics() {
        return consumer.listTopics().keySet();
    }

    /** Gives every record of some topics between two positions, in the order of each partition. */
    void read(String what, Collection<String> topics, IntPredicate partition, Position from, @Nullable Position to,
            Consumer<ConsumerRecord<byte[], byte[]>> use) {
        List<TopicPartition> partitions = topics.stream().flatMap(topic -> consumer.partitionsFor(topic).stream())
                .filter(info -> partition.test(info.partition()))
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> first = offsets(partitions, from, begin, ends);
        Map<TopicPartition, Long> last = to == null ? ends : offsets(partitions, to, begin, ends);
        Map<TopicPartition, Long> left = new HashMap<>();
        long all = 0;
        for (TopicPartition one : partitions) {
            long count = last.getOrDefault(one, 0L) - first.getOrDefault(one, 0L);
            if (count > 0) {
                left.put(one, last.getOrDefault(one, 0L));
                all += count;
            }
        }
        consumer.assign(left.keySet());
        left.keySet().forEach(one -> consumer.seek(one, first.getOrDefault(one, 0L)));
        progress.begin(what, all);
        while (!left.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition place = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < left.getOrDefault(place, 0L)) {
                    progress.one();
                    use.accept(record);
                }
            }
            // A position goes on over what was aborted, which is never given.
            List<TopicPartition> done = left.entrySet().stream()
                    .filter(end -> consumer.position(end.getKey()) >= end.getValue()).map(Map.Entry::getKey).toList();
            done.forEach(left::remove);
            consumer.pause(done);
            progress.look();
        }
        consumer.unsubscribe();
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, Position position,
            Map<TopicPartition, Long> begin, Map<TopicPartition, Long> ends) {
        return switch (position) {
            case Position.Offset(long offset) -> partitions.stream().collect(Collectors.toMap(one -> one,
                    one -> Math.clamp(offset, begin.getOrDefault(one, 0L), ends.getOrDefault(one, 0L))));
            case Position.Moment(Instant at) -> {
                Map<TopicPartition, Long> offsets = new HashMap<>(ends);
                consumer.offsetsForTimes(
                        partitions.stream().collect(Collectors.toMap(one -> one, one -> at.toEpochMilli())))
                        .forEach((one, found) -> offset(found).ifPresent(there -> offsets.put(one, there)));
                yield offsets;
            }
        };
    }

    /** Kafka says null where no record is as young. */
    private static OptionalLong offset(@Nullable OffsetAndTimestamp found) {
        return found == null ? OptionalLong.empty() : OptionalLong.of(found.offset());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
