package io.postroom.worker;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.schemas.TopicSchemas;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The registry answers, and knows what this worker will write. Without the second, a message would be handed over and its
 * acceptance could not be written down.
 */
final class RegistryReachable implements StartCondition {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final SchemaRegistryClient registry;
    private final Map<String, AvroSchema> written;
    private final boolean autoRegister;

    RegistryReachable(SchemaRegistryClient registry, Map<String, Schema> writtenByTopic, boolean autoRegister) {
        this.registry = registry;
        // As provisioning and the serializers have it: without what generated classes remember.
        this.written = writtenByTopic.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                entry -> new AvroSchema(TopicSchemas.published(entry.getValue()))));
        this.autoRegister = autoRegister;
    }

    @Override
    public @Nullable String missing() {
        for (var entry : written.entrySet()) {
            String subject = entry.getKey() + "-value";
            AvroSchema schema = entry.getValue();
            try {
                int unused = autoRegister ? registry.register(subject, schema) : registry.getId(subject, schema);
            } catch (RestClientException e) {
                return switch (e.getStatus()) {
                    case NOT_FOUND ->
                        "the schema of " + schema.rawSchema().getName() + " to be registered as " + subject;
                    case CONFLICT -> "the subject " + subject + " to have no schema that "
                            + schema.rawSchema().getName() + " is incompatible with";
                    default -> "the schema registry (status " + e.getStatus() + ")";
                };
            } catch (IOException e) {
                return "the schema registry (" + e.getClass().getSimpleName() + ")";
            }
        }
        return null;
    }
}
