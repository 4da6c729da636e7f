package io.postroom.ingestservice.wire;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.ingestservice.waiting.Patience;
import io.postroom.ingestservice.waiting.UnavailableException;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The registry's ids of what ingest writes. All are looked up before it begins to work, so that an outage of the registry later
 * concerns no more than schemas never seen before.
 *
 * <p>Blocks while the registry cannot answer. Safe for use by any thread.
 */
public final class OutgoingSchemas {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final SchemaRegistryClient registry;
    private final ParsedSchemas schemas;
    private final boolean register;
    private final Patience patience;

    /**
     * Ids of one registry, whose client remembers them.
     *
     * @param register whether to register what is missing, which only {@code local} does
     */
    public OutgoingSchemas(SchemaRegistryClient registry, ParsedSchemas schemas, boolean register, Patience patience) {
        this.registry = registry;
        this.schemas = schemas;
        this.register = register;
        this.patience = patience;
    }

    /** Waits until the registry knows the schema of each topic. */
    public void await(Map<String, Schema> schemaByTopic) {
        schemaByTopic.forEach(this::id);
    }

    /** The id of a contract under the subject of a topic. */
    int id(String topic, Schema schema) {
        return patience.until("the schema registry", () -> lookUp(topic, schema));
    }

    private int lookUp(String topic, Schema schema) throws UnavailableException {
        String subject = topic + "-value";
        try {
            AvroSchema parsed = schemas.of(schema);
            return register ? registry.register(subject, parsed) : registry.getId(subject, parsed);
        } catch (RestClientException e) {
            if (!register && e.getStatus() == NOT_FOUND && e.getErrorCode() != NOT_FOUND) {
                throw new UnavailableException(
                        "The schema " + schema.getFullName() + " is not registered under the subject "
                                + subject + ". Register the schemas of this version with ./postroom schemas apply.",
                        e);
            }
            if (e.getStatus() == CONFLICT) {
                throw new UnavailableException("The subject " + subject + " has schemas that this version of "
                        + schema.getFullName()
                        + " is not compatible with. Somebody else may use the subject: look with ./postroom schemas plan.",
                        e);
            }
            throw RegistryFailures.unavailable(e);
        } catch (IOException e) {
            throw RegistryFailures.unavailable(e);
        }
    }
}
