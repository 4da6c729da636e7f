package io.postroom.ingestservice.deadletters;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command reaches the brokers and the registry. */
final class Cluster {
    private static final int CACHED_SCHEMAS = 1_000;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", required = true, description = "the brokers to ask first")
    private String bootstrapServers = "";

    @Option(names = "--registry", paramLabel = "URL", description = "the schema registry's Confluent API; asked only when requests are sent again whose attempts were spent")
    private @Nullable String registry;

    @Option(names = "--command-config", paramLabel = "FILE", description = "further settings of Kafka's and the registry's clients, such as TLS and SASL")
    private @Nullable Path config;

    Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>(properties());
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return client;
    }

    /** The registry; null where none is named. */
    @Nullable
    SchemaRegistryClient registry() {
        return registry == null
                ? null
                : SchemaRegistryClientFactory.newClient(List.of(registry.split(",")), CACHED_SCHEMAS,
                        List.of(new AvroSchemaProvider()), properties(), Map.of());
    }

    private Map<String, String> properties() {
        Map<String, String> all = new HashMap<>();
        if (config != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(config)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("The file " + config + " cannot be read.", e);
            }
            properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        }
        return all;
    }
}
