package io.postroom.local.broker;

import io.postroom.local.process.ChildProcess;
import io.postroom.local.process.Ports;
import io.postroom.local.process.Readiness;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker in KRaft mode, as a process of its own, on loopback.
 *
 * <p>It can be stopped or killed and started again on the same port with the same data. Not for concurrent use.
 */
public final class Broker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLUSTER_ID = "UG9zdHJvb21Mb2NhbDEyMw";
    private static final int ATTEMPTS = 3;

    private final Path folder;
    private final Map<String, String> further;
    private int port;
    private int controllerPort;
    private @Nullable ChildProcess process;

    /**
     * A broker that does not run yet.
     *
     * @param folder where its data and its log are
     * @param port where clients reach it; any free port if it is 0 or taken
     */
    public Broker(Path folder, int port) {
        this(folder, port, Map.of());
    }

    /**
     * The same with further properties.
     *
     * @param further those named {@code listeners} and {@code advertised.listeners} come beside its own, others instead
     */
    public Broker(Path folder, int port, Map<String, String> further) {
        this.folder = folder;
        this.further = Map.copyOf(further);
        this.port = Ports.wantedOrFree(port);
        this.controllerPort = Ports.free();
    }

    /** Starts it, and waits until it answers. */
    public void start() {
        for (int attempt = 1;; attempt++) {
            ChildProcess started = launch();
            try {
                Readiness.await(started, PATIENCE, this::answers);
                process = started;
                return;
            } catch (IllegalStateException e) {
                started.kill();
                if (attempt == ATTEMPTS || !started.lastLines().contains("Address already in use")) {
                    throw e;
                }
                // Another process took a port between the look and the use.
                controllerPort = Ports.free();
                port = Ports.wantedOrFree(port);
            }
        }
    }

    /** Where clients reach it. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Its process id; 0 while it does not run. */
    public long pid() {
        return process == null ? 0 : process.pid();
    }

    /** Stops it in order. */
    public void stop() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    /** Kills it, as a power cut does. */
    public void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    private ChildProcess launch() {
        try {
            Files.createDirectories(folder);
            Path properties = folder.resolve("server.properties");
            try (OutputStream out = Files.newOutputStream(properties)) {
                BrokerProperties.of(folder.resolve("data"), port, controllerPort, further).store(out, null);
            }
            return ChildProcess.start(new ChildProcess.Spec("broker", BrokerMain.class.getName(),
                    ChildProcess.ownClassPath(),
                    List.of("-Xms96m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                            "-Dlogback.configurationFile=io/postroom/local/broker/broker-logback.xml"),
                    List.of(properties.toString(), CLUSTER_ID), Map.of(), folder.resolve("broker.log")));
        } catch (IOException e) {
            throw new UncheckedIOException("The broker's folder " + folder + " cannot be written.", e);
        }
    }

    private boolean answers() {
        if (Ports.isFree(port)) {
            return false;
        }
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        try (Admin admin = Admin.create(properties)) {
            return !admin.describeCluster().nodes().get(10, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the broker started.", e);
        }
    }
}
