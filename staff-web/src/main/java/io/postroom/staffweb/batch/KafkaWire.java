package io.postroom.staffweb.batch;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.SendRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Kafka, with the contracts of the registry. A batch's requests have its id as their key. */
final class KafkaWire implements Publishing.Wire {
    private static final long PATIENCE_SECONDS = 30;

    private final Producer<String, byte[]> producer;
    private final KafkaAvroSerializer serializer;
    private final KafkaAvroDeserializer deserializer;
    private final Names.Topics topics;

    KafkaWire(Producer<String, byte[]> producer, KafkaAvroSerializer serializer, KafkaAvroDeserializer deserializer,
            Names.Topics topics) {
        this.producer = producer;
        this.serializer = serializer;
        this.deserializer = deserializer;
        this.topics = topics;
    }

    @Override
    public SendRequest read(byte[] request) {
        return (SendRequest) deserializer.deserialize(topics.send(), request);
    }

    @Override
    public void send(List<SendRequest> requests) {
        List<Future<?>> sent = new ArrayList<>(requests.size());
        for (SendRequest request : requests) {
            sent.add(producer.send(new ProducerRecord<>(topics.send(), request.getSendId().toString(),
                    serializer.serialize(topics.send(), request))));
        }
        sent.forEach(KafkaWire::await);
    }

    @Override
    public byte[] write(ControlCommand command) {
        return serializer.serialize(topics.control(), command);
    }

    @Override
    public void control(String service, byte[] command) {
        await(producer.send(new ProducerRecord<>(topics.control(), service, command)));
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
