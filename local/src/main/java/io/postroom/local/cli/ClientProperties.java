package io.postroom.local.cli;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.postroom.local.registry.RegistryClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** What {@code --command-config} says: a file, or a folder with a file for each property, as secrets are mounted. */
final class ClientProperties {
    private ClientProperties() {}

    /** For clients of the brokers. */
    static Map<String, Object> kafka(Arguments arguments) {
        return of(arguments, "postroom.kafka.properties.");
    }

    /** A client of the registry at a URL, or at several separated by commas. */
    static SchemaRegistryClient registry(Arguments arguments, String url) {
        return RegistryClients.of(url, of(arguments, "postroom.schema-registry.properties."));
    }

    /** Those of Kafka's or Confluent's own names, and those under a service's name for them. */
    private static Map<String, Object> of(Arguments arguments, String prefix) {
        Map<String, Object> all = new HashMap<>();
        for (String name : arguments.all("--command-config")) {
            Path path = Path.of(name);
            try {
                if (Files.isDirectory(path)) {
                    folder(path, prefix, all);
                } else {
                    Properties properties = new Properties();
                    try (var in = Files.newBufferedReader(path)) {
                        properties.load(in);
                    }
                    properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The client properties in " + path + " cannot be read.", e);
            }
        }
        return all;
    }

    private static void folder(Path folder, String prefix, Map<String, Object> all) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(prefix)) {
                    all.put(name.substring(prefix.length()), Files.readString(file).strip());
                } else if (!name.startsWith("postroom.")) {
                    all.put(name, Files.readString(file).strip());
                }
            }
        }
    }
}
