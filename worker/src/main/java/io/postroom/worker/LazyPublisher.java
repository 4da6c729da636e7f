package io.postroom.worker;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The publisher, made when the worker starts: a producer cannot be made while the brokers' names do not resolve. */
final class LazyPublisher implements Supplier<EventPublisher> {
    private final Supplier<Producer<String, SpecificRecord>> producers;
    private volatile @Nullable EventPublisher publisher;

    LazyPublisher(Supplier<Producer<String, SpecificRecord>> producers) {
        this.producers = producers;
    }

    /** Makes it; what is missing if that does not work yet. */
    @Nullable
    String open() {
        try {
            publisher = new EventPublisher(producers.get());
            return null;
        } catch (KafkaException e) {
            return "a Kafka producer (" + e.getClass().getSimpleName() + ")";
        }
    }

    @Override
    public EventPublisher get() {
        EventPublisher opened = publisher;
        if (opened == null) {
            throw new IllegalStateException("The publisher is used before the worker has started.");
        }
        return opened;
    }

    void close(Duration within) {
        EventPublisher opened = publisher;
        if (opened != null) {
            opened.close(within);
        }
    }
}
