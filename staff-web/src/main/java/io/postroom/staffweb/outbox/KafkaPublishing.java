package io.postroom.staffweb.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes records to their topics: those that name none are sends, keyed by the send's id. */
public final class KafkaPublishing implements Outbox.Publishing {
    private static final long PATIENCE_SECONDS = 30;

    private final Producer<String, byte[]> producer;
    private final String topic;

    /** Publishing with a topic for sends. */
    public KafkaPublishing(Producer<String, byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    @Override
    public void publish(List<Outbox.Item> items) {
        List<Future<?>> sent = new ArrayList<>();
        items.forEach(item -> sent
                .add(producer.send(new ProducerRecord<>(Objects.requireNonNullElse(item.topic(), topic),
                        Objects.requireNonNullElse(item.key(), item.sendId().toString()), item.payload()))));
        sent.forEach(KafkaPublishing::await);
    }

    private static void await(Future<?> sent) {
        try {
            sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker did not take what was to be sent.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the broker was asked to take what was to be sent.", e);
        }
    }
}
