package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The producer for dead letters and delay topics; made when first needed, so that absent brokers stop no start. */
final class SharedProducer implements DurableSender, AutoCloseable {
    private final Map<String, Object> properties;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean closed;

    SharedProducer(Map<String, Object> properties) {
        this.properties = properties;
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record) throws InterruptedException, ExecutionException {
        producer().send(record).get();
    }

    private Producer<byte[], byte[]> producer() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The engine has stopped.");
            }
            Producer<byte[], byte[]> mine = producer;
            if (mine == null) {
                mine = new KafkaProducer<>(properties);
                producer = mine;
            }
            return mine;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (producer != null) {
                producer.close(Duration.ofSeconds(5));
            }
        } finally {
            lock.unlock();
        }
    }
}
