package io.postroom.benchmarks.engine;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes messages, numbered from 0, at a rate or as fast as it can. Not for concurrent use. */
final class Publisher implements AutoCloseable {
    private static final long NANOS = 1_000_000_000;
    /** Between two looks at what is due. */
    private static final long TICK_MILLIS = 2;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final AtomicInteger published = new AtomicInteger();

    Publisher(String bootstrapServers, String topic) {
        this.topic = topic;
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 1, "batch.size",
                65_536, "buffer.memory", 64L << 20, "key.serializer", ByteArraySerializer.class, "value.serializer",
                ByteArraySerializer.class));
    }

    /** How many there are. */
    int published() {
        return published.get();
    }

    /** Publishes so many at once, and waits until the broker has them. */
    void atOnce(int count) {
        for (int i = 0; i < count; i++) {
            next();
        }
        producer.flush();
    }

    /** Publishes evenly for some time. */
    void evenly(double perSecond, int seconds) throws InterruptedException {
        long began = System.nanoTime();
        long total = Math.round(perSecond * seconds);
        long sent = 0;
        while (sent < total) {
            long due = Math.min(total, (long) ((System.nanoTime() - began) * perSecond / NANOS));
            for (; sent < due; sent++) {
                next();
            }
            Thread.sleep(TICK_MILLIS);
        }
    }

    private void next() {
        Payload payload = new Payload(published.getAndIncrement(), Payload.nowMicros());
        producer.send(new ProducerRecord<>(topic, payload.key(), payload.bytes()));
    }

    @Override
    public void close() {
        producer.close();
    }
}
