package io.postroom.benchmarks.ingest;

import io.postroom.benchmarks.report.BenchmarkException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads requests as a worker does, and notes when each came: by the number of its event, which its text holds. */
final class RequestWatch implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("step (\\d+)\\.");

    private static final int LOOK_MILLIS = 50;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AtomicLongArray seenAt;
    private final Thread thread;
    private volatile boolean closing;

    RequestWatch(String bootstrapServers, String topic, AtomicLongArray seenAt) {
        this.seenAt = seenAt;
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "isolation.level",
                "read_committed"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = Thread.ofPlatform().name("request-watch").start(this::watch);
    }

    private void watch() {
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                long now = System.nanoTime();
                number(new String(record.value(), StandardCharsets.ISO_8859_1))
                        .ifPresent(number -> seenAt.compareAndSet(number, 0, now));
            }
        }
    }

    /** The number of the event that a text is about. */
    static OptionalInt number(String text) {
        Matcher matcher = NUMBER.matcher(text);
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** Waits until each of some has come. */
    void awaitAll(int from, int to, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (int i = from; i < to; i++) {
            while (seenAt.get(i) == 0) {
                if (System.nanoTime() > end) {
                    throw new BenchmarkException("After " + patience.toSeconds() + " s request " + i + " is missing.");
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    /** Milliseconds that it took, of those that came, sorted. */
    static double[] milliseconds(AtomicLongArray publishedAt, AtomicLongArray seenAt, int from, int to) {
        double[] all = new double[to - from];
        for (int i = from; i < to; i++) {
            all[i - from] = seenAt.get(i) == 0
                    ? Double.POSITIVE_INFINITY
                    : (seenAt.get(i) - publishedAt.get(i)) / 1e6;
        }
        Arrays.sort(all);
        return all;
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
        consumer.close();
    }
}
