package io.postroom.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Writes statuses and receipts to Kafka, and waits until they are durable. Safe for use by any thread. */
final class EventPublisher {
    private final Producer<String, SpecificRecord> producer;

    EventPublisher(Producer<String, SpecificRecord> producer) {
        this.producer = producer;
    }

    /** Hands it to the producer and does not wait: for what may be lost, and for what a later record makes durable. */
    void announce(ProducerRecord<String, SpecificRecord> event) {
        try {
            producer.send(event);
        } catch (KafkaException e) {
            // The registry or the broker is away. What must not be lost is published by publish, which says so.
        }
    }

    /**
     * Publishes in order and returns when all are durable.
     *
     * @throws NotDurableException if one is not, or not within the time; some may be
     */
    void publish(List<ProducerRecord<String, SpecificRecord>> events, Duration within)
            throws NotDurableException, InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (ProducerRecord<String, SpecificRecord> event : events) {
                sent.add(producer.send(event));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (TimeoutException e) {
            throw new NotDurableException("Kafka did not acknowledge within " + within + ".");
        } catch (ExecutionException e) {
            throw new NotDurableException("Kafka refused: " + name(e) + ".");
        } catch (KafkaException e) {
            // Names only: a serialiser's message may quote the record. Interruption comes wrapped here.
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new NotDurableException("A record could not be handed to Kafka: " + name(e) + ".");
        }
    }

    void close(Duration within) {
        producer.close(within);
    }

    /** Only the class: a message may quote the record. */
    private static String name(Exception thrown) {
        Throwable cause = thrown.getCause();
        return (thrown instanceof ExecutionException && cause != null ? cause : thrown).getClass().getSimpleName();
    }
}
