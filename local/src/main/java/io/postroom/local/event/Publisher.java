package io.postroom.local.event;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.KafkaAvroSerializerConfig;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes what a back office would.
 *
 * <p>Safe for use by any thread. Schemas that the registry does not know are registered, which only {@code local} does.
 */
public final class Publisher implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final KafkaAvroSerializer avro = new KafkaAvroSerializer();

    /** A publisher to one broker with one registry. */
    public Publisher(String bootstrapServers, String registryUrl) {
        avro.configure(Map.of(KafkaAvroSerializerConfig.SCHEMA_REGISTRY_URL_CONFIG, registryUrl,
                KafkaAvroSerializerConfig.AUTO_REGISTER_SCHEMAS, true,
                KafkaAvroSerializerConfig.AVRO_REMOVE_JAVA_PROPS_CONFIG, true), false);
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(), new ByteArraySerializer());
    }

    /** Publishes a record of ours; the future ends when the broker has it. */
    public Future<?> publish(String topic, String key, SpecificRecord value) {
        return producer.send(new ProducerRecord<>(topic, key, avro.serialize(topic, value)));
    }

    /** Publishes text, such as JSON, as it is. */
    public Future<?> publish(String topic, String key, String text, Map<String, String> headers) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key,
                text.getBytes(StandardCharsets.UTF_8));
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return producer.send(record);
    }

    /** Waits until the broker has it. */
    public static void await(Future<?> published) {
        try {
            published.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not take a record: " + String.valueOf(e.getCause())
                    + ". Is the system running, and does the topic exist?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while publishing.", e);
        }
    }

    @Override
    public void close() {
        producer.close();
        avro.close();
    }
}
