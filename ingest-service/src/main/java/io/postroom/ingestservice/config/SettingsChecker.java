package io.postroom.ingestservice.config;

import io.postroom.rules.identity.KeyHasher;
import io.postroom.schemas.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the configuration as a whole and fills in defaults, so that all problems are told at once. */
public final class SettingsChecker {
    private static final Duration MEMORY = Duration.ofDays(7);
    private static final Duration RECEIPT_MEMORY = Duration.ofDays(30);
    private static final int MAX_EVENT_BYTES = 512 * 1024;

    private final List<String> problems = new ArrayList<>();

    private SettingsChecker() {}

    /**
     * The settings that the configuration gives.
     *
     * @throws InvalidConfigurationException naming every problem
     */
    public static IngestSettings check(IngestProperties properties) {
        return new SettingsChecker().checked(properties);
    }

    private IngestSettings checked(IngestProperties properties) {
        IngestProperties.Kafka kafka = or(properties.kafka(), new IngestProperties.Kafka(null, null));
        IngestProperties.SchemaRegistry registry = or(properties.schemaRegistry(),
                new IngestProperties.SchemaRegistry(null, null, null));
        IngestProperties.Topics topics = or(properties.topics(), new IngestProperties.Topics(null, null, null));
        IngestProperties.Ingest ingest = or(properties.ingest(),
                new IngestProperties.Ingest(null, null, null, null, null, null, null, null, null, null, null));
        Names.Topics names = names(or(topics.prefix(), ""));
        IngestSettings settings = new IngestSettings(
                required("postroom.kafka.bootstrap-servers", kafka.bootstrapServers(),
                        "Give host:port of some brokers, separated by commas."),
                or(kafka.properties(), Map.of()),
                required("postroom.schema-registry.url", registry.url(), "Give the address of its Confluent API."),
                or(registry.properties(), Map.of()), or(registry.autoRegister(), false), names,
                within("postroom.topics.partitions", or(topics.partitions(), 6), 1, 1000),
                within("postroom.topics.replicas", or(topics.replicas(), -1), -1, 10), secret(properties.keys()),
                directory(properties.rules()), or(ingest.applicationId(), names.prefix() + "postroom-ingest"),
                or(ingest.stateDirectory(), Path.of(System.getProperty("java.io.tmpdir"), "postroom-ingest")),
                within("postroom.ingest.threads", or(ingest.threads(), 1), 1, 64),
                within("postroom.ingest.standby-replicas", or(ingest.standbyReplicas(), 0), 0, 5),
                within("postroom.ingest.commit-interval", or(ingest.commitInterval(), Duration.ofMillis(20)),
                        Duration.ofMillis(10), Duration.ofMillis(25)),
                within("postroom.ingest.memory", or(ingest.memory(), MEMORY), Duration.ofMinutes(1),
                        Duration.ofDays(366)),
                within("postroom.ingest.receipt-memory", or(ingest.receiptMemory(), RECEIPT_MEMORY),
                        Duration.ofMinutes(1), Duration.ofDays(366)),
                within("postroom.ingest.topic-check-interval",
                        or(ingest.topicCheckInterval(), Duration.ofSeconds(10)), Duration.ofMillis(100),
                        Duration.ofMinutes(5)),
                within("postroom.ingest.max-event-bytes", or(ingest.maxEventBytes(), MAX_EVENT_BYTES), 1024,
                        3 * 1024 * 1024),
                within("postroom.ingest.heartbeat", or(ingest.heartbeat(), Duration.ZERO), Duration.ZERO,
                        Duration.ofHours(1)),
                new SafelistChecker(problems).check(ingest.safelist()));
        if (properties.tracing() != null) {
            problems.addAll(properties.tracing().problems());
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return settings;
    }

    private Names.Topics names(String prefix) {
        try {
            return new Names.Topics(prefix);
        } catch (IllegalArgumentException e) {
            problems.add("postroom.topics.prefix: " + e.getMessage());
            return Names.Topics.DEFAULT;
        }
    }

    private byte[] secret(IngestProperties.@Nullable Keys keys) {
        String text = keys == null ? null : keys.secret();
        Path file = keys == null ? null : keys.secretFile();
        if ((text == null) == (file == null)) {
            problems.add(
                    "postroom.keys: give either 'secret' (from the environment) or 'secret-file', one of the two.");
            return new byte[0];
        }
        byte[] secret = text != null ? text.getBytes(StandardCharsets.UTF_8) : read(file);
        if (secret.length > 0 && secret.length < KeyHasher.MIN_SECRET_BYTES) {
            problems.add("postroom.keys: the secret has " + secret.length + " bytes; give it at least "
                    + KeyHasher.MIN_SECRET_BYTES + " random ones.");
        } else if (secret.length == 0 && text != null) {
            problems.add("postroom.keys.secret is empty.");
        }
        return secret;
    }

    private byte[] read(@Nullable Path file) {
        try {
            // An editor's line end is not part of a secret.
            byte[] secret = file == null
                    ? new byte[0]
                    : Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
            if (secret.length == 0) {
                problems.add("postroom.keys.secret-file: the file '" + file + "' is empty.");
            }
            return secret;
        } catch (IOException e) {
            problems.add("postroom.keys.secret-file: the file '" + file + "' cannot be read.");
            return new byte[0];
        }
    }

    private Path directory(IngestProperties.@Nullable Rules rules) {
        Path directory = rules == null ? null : rules.directory();
        if (directory == null) {
            problems.add("postroom.rules.directory is missing. Give the folder that holds one folder a service.");
            return Path.of("");
        }
        if (!Files.isDirectory(directory)) {
            problems.add("postroom.rules.directory: there is no folder '" + directory + "'.");
        }
        return directory;
    }

    private String required(String name, @Nullable String value, String advice) {
        if (value == null || value.isBlank()) {
            problems.add(name + " is missing. " + advice);
            return "";
        }
        return value;
    }

    private <T extends Comparable<T>> T within(String name, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + " is " + value + ", but must be between " + least + " and " + most + ".");
        }
        return value;
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
