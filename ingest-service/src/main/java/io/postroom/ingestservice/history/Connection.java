package io.postroom.ingestservice.history;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.postroom.schemas.Names;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Option;

/** How a command reaches the brokers and the registry. */
final class Connection {
    private static final int CACHED_SCHEMAS = 1_000;
    private static final String OF_KAFKA = "postroom.kafka.properties.";
    private static final String OF_REGISTRY = "postroom.schema-registry.properties.";

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", required = true, description = "the brokers to ask first")
    private String bootstrapServers = "";

    @Option(names = "--registry", paramLabel = "URL", required = true, description = "the schema registry's Confluent API")
    private String registry = "";

    @Option(names = "--command-config", paramLabel = "FILE", description = "client properties such as TLS and SASL, or a folder with a file for each; may be repeated")
    private List<Path> configs = List.of();

    @Option(names = "--prefix", paramLabel = "P", defaultValue = "", description = "before the name of each of Postroom's topics")
    private String prefix = "";

    Names.Topics topics() {
        return new Names.Topics(prefix);
    }

    Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>(properties(OF_KAFKA));
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return client;
    }

    SchemaRegistryClient registry() {
        return SchemaRegistryClientFactory.newClient(List.of(registry.split(",")), CACHED_SCHEMAS,
                List.of(new AvroSchemaProvider()), properties(OF_REGISTRY), Map.of());
    }

    /** What is written without a service's prefix, and with this one. */
    private Map<String, String> properties(String own) {
        Map<String, String> all = new HashMap<>();
        for (Path path : configs) {
            read(path).forEach((name, value) -> {
                if (name.startsWith(own)) {
                    all.put(name.substring(own.length()), value);
                } else if (!name.startsWith("postroom.")) {
                    all.put(name, value);
                }
            });
        }
        return all;
    }

    private static Map<String, String> read(Path path) {
        Map<String, String> all = new HashMap<>();
        try {
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        all.put(String.valueOf(file.getFileName()), Files.readString(file).strip());
                    }
                }
            } else {
                Properties properties = new Properties();
                try (Reader reader = Files.newBufferedReader(path)) {
                    properties.load(reader);
                }
                properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The client properties in " + path + " cannot be read.", e);
        }
        return all;
    }
}
