package io.postroom.local.staff;

import io.postroom.local.HealthProbe;
import io.postroom.local.process.ChildProcess;
import io.postroom.local.process.Ports;
import io.postroom.local.process.Readiness;
import io.postroom.staffweb.StaffWebApplication;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The staff pages as a process of their own, to measure and to kill. Their database and their issuer are here and outlive
 * them.
 */
public final class StaffProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final EmbeddedPostgres database;
    private final Issuer issuer;
    private final Path properties;
    private final Path log;
    private final String heap;
    private final URI address;
    private ChildProcess process;

    private StaffProcess(StaffPages.Surroundings around, Map<String, String> further, String heap) {
        this.database = StaffSurroundings.database(around);
        this.issuer = Issuer.start(0);
        int port = Ports.free();
        this.properties = StaffSurroundings.properties(around, database, issuer, port, further);
        this.log = around.dataFolder().resolve("staff-web.log");
        this.heap = heap;
        this.address = URI.create("http://127.0.0.1:" + port + "/");
        this.process = launch();
    }

    /** Starts them with further properties and a heap such as {@code 512m}; answers once they can be opened. */
    public static StaffProcess start(StaffPages.Surroundings around, Map<String, String> further, String heap) {
        StaffProcess started = new StaffProcess(around, further, heap);
        started.awaitReady();
        return started;
    }

    private ChildProcess launch() {
        return ChildProcess.start(new ChildProcess.Spec("staff-web", StaffWebApplication.class.getName(),
                ChildProcess.ownClassPath(), List.of("-Xmx" + heap),
                List.of("--spring.config.additional-location=" + properties.toUri()), Map.of(), log));
    }

    private void awaitReady() {
        Readiness.await(process, PATIENCE, () -> HealthProbe.isReady(address));
    }

    /** Where to open them. */
    public URI address() {
        return address;
    }

    /** The database, as JDBC writes it. */
    public String databaseUrl() {
        return database.getJdbcUrl("postgres", "postgres");
    }

    /** Kills them with SIGKILL, as a power cut does, and starts them again at the same address. */
    public void killAndStartAgain() {
        process.kill();
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        process.stop(PATIENCE);
        issuer.close();
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The staff pages' database does not stop.", e);
        }
    }
}
