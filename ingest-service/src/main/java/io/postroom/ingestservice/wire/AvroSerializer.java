package io.postroom.ingestservice.wire;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.ingestservice.waiting.Patience;
import io.postroom.ingestservice.waiting.UnavailableException;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes records in Confluent's wire format. The registry is asked once for each topic; while it cannot answer, the calling
 * thread waits, since a stream thread that dies of it would be of no help.
 *
 * <p>Safe for use by any thread.
 */
public final class AvroSerializer implements Serializer<SpecificRecord> {
    private final ParsedOnceSerializer delegate;
    private final Patience patience;

    /** A serializer that registers schemas itself only where {@code register} says so. */
    public AvroSerializer(SchemaRegistryClient registry, ParsedSchemas schemas, boolean register, Patience patience) {
        this.delegate = new ParsedOnceSerializer(registry, schemas,
                Map.of("schema.registry.url", "given-by-the-client", "auto.register.schemas", register,
                        "use.latest.version", false, "avro.remove.java.properties", true));
        this.patience = patience;
    }

    @Override
    public byte[] serialize(String topic, SpecificRecord data) {
        return patience.until("the schema registry", () -> attempt(topic, data));
    }

    private byte[] attempt(String topic, SpecificRecord data) throws UnavailableException {
        try {
            return delegate.serialize(topic, data);
        } catch (SerializationException e) {
            if (e.getCause() instanceof RestClientException cause) {
                throw RegistryFailures.unavailable(cause);
            }
            if (e.getCause() instanceof IOException cause) {
                throw RegistryFailures.unavailable(cause);
            }
            throw e;
        }
    }
}
