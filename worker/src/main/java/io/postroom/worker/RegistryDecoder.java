package io.postroom.worker;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.deliveryengine.UnreadableRecordException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro by the registry. Garbage and an id that the registry says it does not know are unreadable for good; whatever the
 * registry does not answer is thrown as it is, to be tried again.
 */
final class RegistryDecoder {
    /** The registry's own codes for "no such subject" and "no such schema"; a bare 404 may be a proxy's. */
    private static final Set<Integer> NOT_FOUND = Set.of(40401, 40403);
    /** A zero and the schema's id. */
    private static final int PREFIX = 5;

    private final Deserializer<Object> deserializer;

    RegistryDecoder(Deserializer<Object> deserializer) {
        this.deserializer = deserializer;
    }

    /**
     * The record's value.
     *
     * @throws UnreadableRecordException if it is not one of the type, and never will be
     */
    <T> T decode(ConsumerRecord<byte[], byte[]> record, Class<T> type) throws UnreadableRecordException {
        Object value = value(record);
        if (!type.isInstance(value)) {
            throw new UnreadableRecordException("The record is not a " + type.getSimpleName() + ".", null);
        }
        return type.cast(value);
    }

    private @Nullable Object value(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
        byte[] bytes = record.value();
        if (bytes == null || bytes.length <= PREFIX || bytes[0] != 0) {
            throw new UnreadableRecordException("The record is not Avro in the registry's wire format.", null);
        }
        try {
            return deserializer.deserialize(record.topic(), record.headers(), bytes);
        } catch (RuntimeException e) {
            if (registryFailed(e)) {
                throw e;
            }
            // Without the cause: Avro quotes values in its messages.
            throw new UnreadableRecordException("The record's bytes are not readable Avro of a known schema.", null);
        }
    }

    private static boolean registryFailed(RuntimeException thrown) {
        if (thrown instanceof KafkaException && !(thrown instanceof SerializationException)) {
            return true;
        }
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientException rest) {
                return !NOT_FOUND.contains(rest.getErrorCode());
            }
            // Avro reads from memory and has two I/O failures of its own; any other comes from the registry's connection.
            if (cause instanceof EOFException || cause instanceof InvalidNumberEncodingException) {
                return false;
            }
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
