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
 * What kafka-clients alone can do: reads events and writes, for each, the records that ingest writes, to other topics: with keys, headers and
 * values that ingest wrote, packed as ingest packs them, in transactions that carry the offsets, committed as often as ingest commits. Decodes
 * nothing, remembers nothing, decides nothing.
 */
public final class RawLoopMain {
    private static final long COMMIT_NANOS = Duration.ofMillis(25).toNanos();
    /** Of each topic; many enough that they spread over partitions, and repeat themselves within a batch no more, as ingest's do. */
    private static final int SAMPLES = 2_000;

    private final String bootstrapServers;
    private final String source;
    private final List<Output> outputs;
    private int next;

    private RawLoopMain(String bootstrapServers, String source, List<Output> outputs) {
        this.bootstrapServers = bootstrapServers;
        this.source = source;
        this.outputs = outputs;
    }

    /** Where records go, and which. */
    private record Output(String topic, List<ConsumerRecord<byte[], byte[]>> samples) {
        ProducerRecord<byte[], byte[]> record(int number) {
            ConsumerRecord<byte[], byte[]> sample = samples.get(number % samples.size());
            return new ProducerRecord<>(topic, null, sample.key(), sample.value(), sample.headers());
        }
    }

    /** Broker, source topic, threads, a prefix, and the topics that ingest wrote; to those with the prefix the loop writes. */
    public static void main(String[] arguments) throws InterruptedException {
        List<Output> outputs = new ArrayList<>();
        for (int i = 4; i < arguments.length; i++) {
            outputs.add(new Output(arguments[3] + arguments[i],
                    new TopicTimes(arguments[0], arguments[i]).first(SAMPLES)));
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
                                "linger.ms", 5, "compression.type", "lz4"),
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
            for (int i = records.count(); i > 0; i--) {
                int number = next++;
                outputs.forEach(output -> producer.send(output.record(number)));
            }
            offsets.putAll(records.nextOffsets());
            records = System.nanoTime() < end ? consumer.poll(Duration.ZERO) : ConsumerRecords.empty();
        }
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
    }
}
