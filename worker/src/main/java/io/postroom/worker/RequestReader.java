package io.postroom.worker;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.deliveryengine.ReadRequest;
import io.postroom.deliveryengine.RecordReader;
import io.postroom.deliveryengine.RequestFacts;
import io.postroom.deliveryengine.UnknownPolicy;
import io.postroom.deliveryengine.UnreadableRecordException;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.NotificationIdentity;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes requests. Only malformed bytes and a definite "no such schema" make a record unreadable; whatever else the
 * registry does not answer is tried again.
 */
final class RequestReader<R extends SpecificRecord> implements RecordReader<R> {
    /** The registry's own codes for "no such subject" and "no such schema"; a bare 404 may be a proxy's. */
    private static final Set<Integer> NOT_FOUND = Set.of(40401, 40403);
    /** A zero and the schema's id. */
    private static final int PREFIX = 5;

    private final ChannelWorker<R> worker;
    private final Deserializer<Object> deserializer;
    private final List<Provider<R>> providers;
    private final List<String> gates;

    RequestReader(ChannelWorker<R> worker, List<Provider<R>> providers, Deserializer<Object> deserializer) {
        this.worker = worker;
        this.deserializer = deserializer;
        this.providers = List.copyOf(providers);
        this.gates = providers.stream().map(Provider::name).toList();
    }

    @Override
    public ReadRequest<R> read(ConsumerRecord<byte[], byte[]> record) throws Exception {
        Object value = decode(record);
        if (!worker.requestType().isInstance(value)) {
            throw new UnreadableRecordException("The record is not a " + worker.requestType().getSimpleName() + ".",
                    null);
        }
        R request = worker.requestType().cast(value);
        NotificationIdentity identity = worker.identity(request);
        DeliveryTerms terms = worker.terms(request);
        return new ReadRequest<>(request, new RequestFacts(identity.getNotificationId().toString(),
                identity.getService(), gates, terms.getExpiresAt(), policy(terms),
                worker.sender(request), weight(request)));
    }

    /** Which provider it will go to is not known yet: what it counts for where it counts most. */
    private int weight(R request) {
        return providers.stream().mapToInt(provider -> provider.weight(request)).max().orElse(1);
    }

    private @Nullable Object decode(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
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

    private static UnknownPolicy policy(DeliveryTerms terms) {
        return switch (terms.getUnknownOutcome()) {
            case RESEND -> UnknownPolicy.RESEND;
            // A policy that this version does not know yet: the one that never doubles.
            case ASK, UNRECOGNISED -> UnknownPolicy.ASK;
        };
    }
}
