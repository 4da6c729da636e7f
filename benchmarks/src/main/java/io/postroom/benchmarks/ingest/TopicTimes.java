package io.postroom.benchmarks.ingest;

import io.postroom.benchmarks.report.BenchmarkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When the broker took the records of a topic: looked at afterwards, so that looking costs the measured nothing. */
final class TopicTimes {
    private static final int LOOK_MILLIS = 500;
    private static final double FROM = 0.4;
    private static final double TO = 0.95;

    private final String bootstrapServers;
    private final String topic;

    TopicTimes(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    /**
     * Waits until a topic holds so many committed records, and says at which rate they came, in its steady part.
     *
     * @throws BenchmarkException when they do not come
     */
    double perSecond(int count, Duration patience) throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            await(consumer, partitions, count, patience);
            List<Long> times = new ArrayList<>();
            while (times.size() < count) {
                int before = times.size();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(10))) {
                    times.add(record.timestamp());
                }
                if (times.size() == before) {
                    throw new BenchmarkException(
                            "Topic " + topic + " has " + times.size() + " records instead of " + count + ".");
                }
            }
            long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
            int from = (int) (count * FROM);
            int to = (int) (count * TO);
            return (to - from) * 1_000.0 / Math.max(1, sorted[to] - sorted[from]);
        }
    }

    /** One record's size, as it lies there. */
    int bytesOfFirst() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            partitions(consumer);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(10))) {
                return Math.max(1, record.serializedValueSize());
            }
            throw new BenchmarkException("Topic " + topic + " is empty.");
        }
    }

    private void await(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, int count,
            Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (LongStream.of(consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).toArray())
                .sum() < count) {
            if (System.nanoTime() > end) {
                throw new BenchmarkException("After " + patience.toSeconds() + " s topic " + topic + " holds "
                        + consumer.endOffsets(partitions) + " instead of " + count + " records.");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
