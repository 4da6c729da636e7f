package io.postroom.staffweb.readmodel;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.IOException;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Reads records of Postroom's contracts. What nobody can read is passed over; what the registry cannot tell now is not. */
final class RecordReader {
    private static final int NO_SUCH_SCHEMA = 404;

    private final KafkaAvroDeserializer deserializer;
    private final PassedOver passedOver;

    RecordReader(KafkaAvroDeserializer deserializer, PassedOver passedOver) {
        this.deserializer = deserializer;
        this.passedOver = passedOver;
    }

    /**
     * The record, or nothing if its bytes are none.
     *
     * @throws SerializationException while the registry does not answer; the same record must be tried again
     */
    Optional<SpecificRecord> read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return deserializer.deserialize(record.topic(), record.value()) instanceof SpecificRecord own
                    ? Optional.of(own)
                    : passedOver(record);
        } catch (SerializationException e) {
            if (isOutage(e.getCause())) {
                throw e;
            }
            return passedOver(record);
        } catch (RuntimeException e) {
            // Avro and the client report damaged bytes with whatever they stumble over.
            return passedOver(record);
        }
    }

    private static boolean isOutage(@Nullable Throwable cause) {
        return cause instanceof RestClientException answer
                ? answer.getStatus() != NO_SUCH_SCHEMA
                : cause instanceof IOException && !(cause instanceof java.io.EOFException);
    }

    private Optional<SpecificRecord> passedOver(ConsumerRecord<String, byte[]> record) {
        passedOver.add(record, PassedOver.Why.UNREADABLE);
        return Optional.empty();
    }
}
