package io.postroom.systemtests.support;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.postroom.local.LocalPlatform;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A back office: an ordinary Kafka client with the ordinary serializer. */
public final class EventPublisher implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();
    private final String topic = Names.Topics.DEFAULT.caseEvents();

    public EventPublisher(LocalPlatform platform) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", platform.bootstrapServers(), "acks", "all", "linger.ms", "5"),
                new StringSerializer(), new ByteArraySerializer());
        serializer.configure(Map.of("schema.registry.url", platform.registryUrl(), "auto.register.schemas", false,
                "avro.remove.java.properties", true), false);
    }

    /** Publishes the events, and returns when the broker has them all. */
    public void publish(List<CaseEvent> events) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (CaseEvent event : events) {
            sent.add(producer.send(
                    new ProducerRecord<>(topic, event.getCaseReference(), serializer.serialize(topic, event))));
        }
        sent.forEach(EventPublisher::await);
    }

    /** Publishes bytes as they are. */
    public RecordMetadata publish(String toTopic, @Nullable String key, byte @Nullable [] value) {
        return await(producer.send(new ProducerRecord<>(toTopic, key, value)));
    }

    @Override
    public void close() {
        producer.close();
        serializer.close();
    }

    private static RecordMetadata await(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not take a test event.", e);
        }
    }
}
