package io.postroom.ingestservice;

import io.postroom.ingestservice.config.IngestProperties;
import io.postroom.ingestservice.config.IngestSettings;
import io.postroom.ingestservice.config.SettingsChecker;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settings for tests. */
public final class Settings {
    public static final String SECRET = "a secret that is only for tests";

    private Settings() {}

    public static IngestSettings of(String bootstrapServers, String registryUrl, Path rules, Path state,
            int partitions) {
        return of(bootstrapServers, registryUrl, rules, state, partitions, Duration.ZERO, null);
    }

    /** With heartbeats, and where only some people are written to. */
    public static IngestSettings of(String bootstrapServers, String registryUrl, Path rules, Path state,
            int partitions, Duration heartbeat, IngestProperties.@Nullable Safelist safelist) {
        return SettingsChecker.check(new IngestProperties(new IngestProperties.Kafka(bootstrapServers, Map.of()),
                new IngestProperties.SchemaRegistry(registryUrl, Map.of(), true),
                new IngestProperties.Topics("", partitions, 1), new IngestProperties.Keys(SECRET, null),
                new IngestProperties.Rules(rules), new IngestProperties.Ingest("postroom-ingest", state, 1, 0,
                        Duration.ofMillis(20), Duration.ofDays(7), Duration.ofDays(30), Duration.ofMillis(300), null,
                        heartbeat, safelist),
                null));
    }

    /** The rule sets among the test resources. */
    public static Path rules() {
        try {
            return Path.of(Objects.requireNonNull(Settings.class.getResource("/rules")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
