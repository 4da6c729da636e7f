package io.postroom.worker;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The registry answers, and knows what this worker will write. Without the second, a message would be handed over and its
 * acceptance could not be written down.
 */
final class RegistryReachable implements StartCondition {
    private static final int NOT_FOUND = 404;

    private final SchemaRegistryClient registry;
    private final Map<String, Schema> written;
    private final boolean autoRegister;

    RegistryReachable(SchemaRegistryClient registry, Map<String, Schema> writtenByTopic, boolean autoRegister) {
        this.registry = registry;
        this.written = Map.copyOf(writtenByTopic);
        this.autoRegister = autoRegister;
    }

    @Override
    public @Nullable String missing() {
        for (var entry : written.entrySet()) {
            String subject = entry.getKey() + "-value";
            AvroSchema schema = new AvroSchema(entry.getValue());
            try {
                int unused = autoRegister ? registry.register(subject, schema) : registry.getId(subject, schema);
            } catch (RestClientException e) {
                return e.getStatus() == NOT_FOUND
                        ? "the schema of " + entry.getValue().getName() + " to be registered as " + subject
                        : "the schema registry (status " + e.getStatus() + ")";
            } catch (IOException e) {
                return "the schema registry (" + e.getClass().getSimpleName() + ")";
            }
        }
        return null;
    }
}
