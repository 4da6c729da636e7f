package io.postroom.local.registry;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Clients of a schema registry that somebody waits for. */
public final class RegistryClients {
    private static final int CACHE = 100;
    /** The client's own wait for an answer is 60 seconds, and it asks four times: after a lost answer nobody would wait for the next. */
    private static final Map<String, String> PATIENCE = Map.of(SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS,
            "5000", SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, "5000");

    private RegistryClients() {}

    /**
     * A client that waits five seconds for an answer, and asks again.
     *
     * @param url of the registry, or several separated by commas
     * @param further properties, which go before the usual ones
     */
    public static SchemaRegistryClient of(String url, Map<String, ?> further) {
        Map<String, Object> properties = new HashMap<>(PATIENCE);
        properties.putAll(further);
        return SchemaRegistryClientFactory.newClient(List.of(url.split(",")), CACHE, List.of(new AvroSchemaProvider()),
                properties, Map.of());
    }
}
