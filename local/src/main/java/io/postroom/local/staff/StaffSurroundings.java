package io.postroom.local.staff;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What the staff pages run on, wherever they run. */
final class StaffSurroundings {
    private StaffSurroundings() {}

    static EmbeddedPostgres database(StaffPages.Surroundings around) {
        try {
            Path folder = around.dataFolder().resolve("staff-database").toAbsolutePath();
            Files.createDirectories(folder);
            return EmbeddedPostgres.builder().setDataDirectory(folder).setCleanDataDirectory(!around.keepData())
                    .setServerConfig("shared_buffers", "24MB").start();
        } catch (IOException e) {
            throw new UncheckedIOException("The staff pages' database does not start.", e);
        }
    }

    /** Writes their configuration; {@code further} properties win. Answers where it is. */
    static Path properties(StaffPages.Surroundings around, EmbeddedPostgres database, Issuer issuer, int port,
            Map<String, String> further) {
        Path file = around.dataFolder().resolve("services").resolve("staff.properties");
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(Map.entry("server.port", Integer.toString(port)),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("postroom.kafka.bootstrap-servers", around.bootstrapServers()),
                Map.entry("postroom.schema-registry.url", around.registryUrl()),
                Map.entry("postroom.schema-registry.auto-register", "true"),
                Map.entry("postroom.topics.prefix", around.topicPrefix()),
                Map.entry("postroom.keys.secret-file", around.keySecretFile().toAbsolutePath().toString()),
                Map.entry("postroom.rules.directory", around.rulesFolder().toAbsolutePath().toString()),
                Map.entry("postroom.staff.database.url", database.getJdbcUrl("postgres", "postgres")),
                Map.entry("postroom.staff.database.user", "postgres"),
                Map.entry("postroom.staff.database.password.secret", "postgres"),
                Map.entry("postroom.staff.database.connections", "5"),
                Map.entry("postroom.staff.sign-in.issuer", issuer.address().toString()),
                Map.entry("postroom.staff.sign-in.client-id", "staff-web"),
                Map.entry("postroom.staff.sign-in.client.secret", "only-for-trying-out"),
                // So that five rows show how a second person approves.
                Map.entry("postroom.staff.spreadsheets.approval-above", "3"),
                // There is no HTTPS on loopback.
                Map.entry("postroom.staff.session.secure-cookies", "false")));
        properties.putAll(further);
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException("The properties of the staff pages cannot be written to " + file + ".", e);
        }
        return file;
    }
}
