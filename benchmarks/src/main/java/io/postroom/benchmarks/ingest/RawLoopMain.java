package io.postroom.benchmarks.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What kafka-clients alone can do: reads events and writes, for each, records of the size of ingest's in transactions that
 * carry the offsets, committed as often as ingest commits. Decodes nothing, remembers nothing, decides nothing.
 */
public final class RawLoopMain {
    private static final long COMMIT_NANOS = Duration.ofMillis(25).toNanos();

    private final String bootstrapServers;
    private final String source;
    private final Map<String, byte[]> outputs;

    private RawLoopMain(String bootstrapServers, String source, Map<String, byte[]> outputs) {
        this.bootstrapServers = bootstrapServers;
        this.source = source;
        this.outputs = outputs;
    }

    /** Broker, source topic, threads, and for each output topic its name and the bytes of a record. */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, byte[]> outputs = new HashMap<>();
        for (int i = 3; i < arguments.length; i += 2) {
            outputs.put(arguments[i], new byte[Integer.parseInt(arguments[i + 1])]);
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            threads.add(Thread.ofPlatform().name("raw-" + i)
                    .start(new RawLoopMain(arguments[0], arguments[1], outputs)::copy));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void copy() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "group.id", "raw-loop", "auto.offset.reset", "earliest",
                        "enable.auto.commit", false, "isolation.level", "read_committed", "max.poll.records", 1_000),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "raw-" + UUID.randomUUID(),
                                "linger.ms", 5),
                        new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            consumer.subscribe(List.of(source));
            while (!Thread.currentThread().isInterrupted()) {
                transaction(consumer, producer);
            }
        }
    }

    private void transaction(KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<byte[], byte[]> producer) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
        if (records.isEmpty()) {
            return;
        }
        long end = System.nanoTime() + COMMIT_NANOS;
        producer.beginTransaction();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        while (!records.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                outputs.forEach(
                        (topic, value) -> producer.send(new ProducerRecord<>(topic, record.key(), value)));
            }
            offsets.putAll(records.nextOffsets());
            records = System.nanoTime() < end ? consumer.poll(Duration.ZERO) : ConsumerRecords.empty();
        }
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
    }
}
