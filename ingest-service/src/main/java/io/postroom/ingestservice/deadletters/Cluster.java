package io.postroom.ingestservice.deadletters;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command reaches the brokers. */
final class Cluster {
    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", required = true, description = "the brokers to ask first")
    private String bootstrapServers = "";

    @Option(names = "--command-config", paramLabel = "FILE", description = "further settings of Kafka clients, such as TLS and SASL")
    private @Nullable Path config;

    Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>();
        if (config != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(config)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("The file " + config + " cannot be read.", e);
            }
            properties.forEach((name, value) -> client.put(name.toString(), value));
        }
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return client;
    }
}
