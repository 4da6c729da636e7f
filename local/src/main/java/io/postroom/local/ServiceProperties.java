package io.postroom.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The configuration that each service gets, the same in this JVM and as a process of its own.
 *
 * <p>It is handed over as a file, since it names where the secret lies. Immutable.
 *
 * @param folder where files are written
 * @param common what every service gets
 * @param own what one service gets, by service
 */
record ServiceProperties(Path folder, Map<String, String> common, Map<Service, Map<String, String>> own) {
    private static final int SECRET_BYTES = 32;

    /** Where the surroundings are. */
    record Surroundings(String bootstrapServers, String registryUrl, int smscPort, int mailPort, int printPort,
            String printHostKey, int bouncePort) {}

    static ServiceProperties of(PlatformOptions options, Surroundings around) {
        Path folder = folder(options);
        Map<String, String> common = new TreeMap<>(Map.of("postroom.kafka.bootstrap-servers",
                around.bootstrapServers(), "postroom.schema-registry.url", around.registryUrl(),
                "postroom.schema-registry.auto-register", "true", "postroom.topics.prefix", options.topics().prefix(),
                "postroom.topics.partitions", Integer.toString(options.partitions()), "postroom.keys.secret-file",
                secret(options).toString(), "server.port", "0", "server.address", "127.0.0.1",
                "spring.main.banner-mode", "off"));
        Map<Service, Map<String, String>> own = Map.of(Service.INGEST,
                Map.of("postroom.rules.directory", options.rulesFolder().toAbsolutePath().toString(),
                        "postroom.ingest.state-directory", folder.resolve("ingest-state").toString()),
                Service.SMS, ChannelProperties.sms(around), Service.EMAIL, ChannelProperties.email(around),
                Service.LETTER, ChannelProperties.letter(around));
        common.putAll(options.properties());
        return new ServiceProperties(folder, common, own);
    }

    /** Writes the properties of one service, with some of its own on top; answers the file. */
    Path write(Service service, String name, Map<String, String> further) {
        Properties properties = new Properties();
        properties.putAll(own.getOrDefault(service, Map.of()));
        properties.putAll(common);
        properties.putAll(further);
        Path file = folder.resolve(name + ".properties");
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException("The properties of the services cannot be written to " + folder + ".", e);
        }
        return file;
    }

    /** Where the secret for record keys lies. */
    static Path secretFile(PlatformOptions options) {
        return folder(options).resolve("key-secret");
    }

    private static Path folder(PlatformOptions options) {
        return options.dataFolder().resolve("services").toAbsolutePath();
    }

    private static Path secret(PlatformOptions options) {
        Path folder = folder(options);
        Path file = secretFile(options);
        try {
            Files.createDirectories(folder);
            if (!Files.exists(file)) {
                byte[] secret = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(secret);
                Files.writeString(file, HexFormat.of().formatHex(secret));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("The secret for record keys cannot be written to " + folder + ".", e);
        }
    }
}
