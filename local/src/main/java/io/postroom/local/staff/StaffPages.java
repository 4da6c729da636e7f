package io.postroom.local.staff;

import io.postroom.local.process.Ports;
import io.postroom.staffweb.StaffWebApplication;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The staff pages in this JVM, with a PostgreSQL and an OpenID Connect issuer of their own, on loopback.
 *
 * <p>{@link #close} stops all three.
 */
public final class StaffPages implements AutoCloseable {
    private final EmbeddedPostgres database;
    private final Issuer issuer;
    private @Nullable ConfigurableApplicationContext context;

    private StaffPages(EmbeddedPostgres database, Issuer issuer) {
        this.database = database;
        this.issuer = issuer;
    }

    /**
     * What they run on.
     *
     * @param bootstrapServers the broker
     * @param registryUrl the registry's Confluent API
     * @param topicPrefix the topics' prefix
     * @param rulesFolder the rule sets
     * @param keySecretFile the secret that ingest has too
     * @param dataFolder where the database is
     * @param keepData whether what an earlier run left there is kept
     * @param port the wanted port; 0, or one that is taken, gives a free one
     */
    public record Surroundings(String bootstrapServers, String registryUrl, String topicPrefix, Path rulesFolder,
            Path keySecretFile, Path dataFolder, boolean keepData, int port) {}

    /** Starts them; answers once they can be opened. */
    public static StaffPages start(Surroundings around) {
        StaffPages pages = new StaffPages(StaffSurroundings.database(around), Issuer.start(0));
        try {
            pages.open(around);
            pages.issuer.tellSignOuts(pages.address().resolve("/logout/connect/back-channel/postroom"));
            return pages;
        } catch (RuntimeException e) {
            pages.close();
            throw e;
        }
    }

    /** Where to open them. */
    public URI address() {
        ConfigurableApplicationContext opened = context;
        if (opened == null) {
            throw new IllegalStateException("The staff pages are not open.");
        }
        return URI.create("http://127.0.0.1:" + opened.getEnvironment().getRequiredProperty("local.server.port") + "/");
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
        issuer.close();
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The staff pages' database does not stop.", e);
        }
    }

    private void open(Surroundings around) {
        Path file = StaffSurroundings.properties(around, database, issuer, Ports.wantedOrFree(around.port()), Map.of());
        SpringApplication application = new SpringApplication(StaffWebApplication.class);
        application.setRegisterShutdownHook(false);
        // Logging belongs to the JVM: several contexts that set it up at a time fail each other's start.
        application.setListeners(application.getListeners().stream()
                .filter(listener -> !(listener instanceof LoggingApplicationListener)).toList());
        context = application.run("--spring.config.additional-location=" + file.toUri());
    }
}
