package io.postroom.local;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.local.registry.RegistryClients;
import io.postroom.schemas.TopicSchemas;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Registers the schema of every topic, as a platform team does before an installation. */
final class Schemas {
    private Schemas() {}

    static void register(String registryUrl, PlatformOptions options) {
        try (SchemaRegistryClient registry = RegistryClients.of(registryUrl, Map.of())) {
            for (var entry : TopicSchemas.byTopic(options.topics(), options.sources(), List.of()).entrySet()) {
                registry.register(entry.getKey() + "-value", new AvroSchema(entry.getValue()));
            }
        } catch (IOException | RestClientException e) {
            throw new IllegalStateException("The registry at " + registryUrl + " refused a schema.", e);
        }
    }
}
