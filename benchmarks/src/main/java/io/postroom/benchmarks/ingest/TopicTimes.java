package io.postroom.benchmarks.ingest;

import io.postroom.benchmarks.report.BenchmarkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When the broker took the records of a topic: looked at afterwards, so that looking costs the measured nothing. */
final class TopicTimes {
    private static final int LOOK_MILLIS = 500;
    private static final Duration FIRST_WITHIN = Duration.ofSeconds(10);
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
            long[] sorted = new long[count];
            read(consumer, count, Duration.ofSeconds(10), (number, time) -> sorted[number] = time);
            Arrays.sort(sorted);
            int from = (int) (count * FROM);
            int to = (int) (count * TO);
            return (to - from) * 1_000.0 / Math.max(1, sorted[to] - sorted[from]);
        }
    }

    /**
     * Waits until a topic holds so many committed records and no more, and says when the last of them came.
     *
     * @throws BenchmarkException when they do not come, or more
     */
    long last(int count, Duration patience) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            partitions(consumer);
            long[] last = {0};
            read(consumer, count, patience, (number, time) -> last[0] = Math.max(last[0], time));
            int more = consumer.poll(Duration.ofSeconds(2)).count();
            if (more > 0) {
                throw new BenchmarkException("Topic " + topic + " has more than " + count + " records.");
            }
            return last[0];
        }
    }

    /** How many committed records a topic holds now. */
    int records() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            int records = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                records += consumer.poll(Duration.ofSeconds(1)).count();
            }
            return records;
        }
    }

    /** Waits until a topic holds so many committed records. */
    void awaitRecords(int count, Duration patience) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            partitions(consumer);
            read(consumer, count, patience, (number, time) -> {});
        }
    }

    /** Waits until a group has read and committed all that the topic holds. */
    void awaitRead(String group, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            List<TopicPartition> partitions = partitions(consumer);
            while (!read(admin, group).entrySet().containsAll(consumer.endOffsets(partitions).entrySet())) {
                if (System.nanoTime() > end) {
                    throw new BenchmarkException("After " + patience.toSeconds() + " s " + group
                            + " has not read all of " + topic + ".");
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    private static Map<TopicPartition, Long> read(Admin admin, String group) throws InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try {
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get()
                    .forEach((partition, committed) -> offsets.put(partition, committed.offset()));
        } catch (ExecutionException e) {
            throw new BenchmarkException("The broker does not say how far " + group + " is.", e);
        }
        return offsets;
    }

    private interface Each {
        void is(int number, long time);
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer, int count, Duration patience, Each each) {
        int read = 0;
        long end = System.nanoTime() + patience.toNanos();
        while (read < count) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                if (read < count) {
                    each.is(read, record.timestamp());
                }
                read++;
            }
            if (read < count && System.nanoTime() > end) {
                throw new BenchmarkException(
                        "Topic " + topic + " has " + read + " records instead of " + count + ".");
            }
        }
    }

    /** Some of its records, as they lie there. */
    List<ConsumerRecord<byte[], byte[]>> first(int count) {
        List<ConsumerRecord<byte[], byte[]>> some = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            partitions(consumer);
            long end = System.nanoTime() + FIRST_WITHIN.toNanos();
            while (some.size() < count) {
                consumer.poll(Duration.ofSeconds(1)).forEach(some::add);
                if (some.size() < count && System.nanoTime() > end) {
                    throw new BenchmarkException("Topic " + topic + " has no " + count + " records.");
                }
            }
        }
        Collections.shuffle(some, new Random(1));
        return some.subList(0, count);
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
