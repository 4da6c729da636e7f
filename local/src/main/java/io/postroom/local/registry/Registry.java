package io.postroom.local.registry;

import io.postroom.local.process.ChildProcess;
import io.postroom.local.process.Ports;
import io.postroom.local.process.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real schema registry (Apicurio, with Confluent's API), as a process of its own, on loopback.
 *
 * <p>It can be stopped or killed and started again on the same port with the same data. Not for concurrent use.
 */
public final class Registry implements AutoCloseable {
    private static final int ATTEMPTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(5);

    private final Path folder;
    private int port;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(REQUEST_PATIENCE).build();
    private @Nullable ChildProcess process;

    /**
     * A registry that does not run yet.
     *
     * @param folder where its data and its log are
     * @param port where clients reach it; any free port if it is 0 or taken
     */
    public Registry(Path folder, int port) {
        this.folder = folder;
        this.port = Ports.wantedOrFree(port);
    }

    /** Starts it, and waits until it answers. Schemas may change only so that every version reads every other. */
    public void start() {
        for (int attempt = 1;; attempt++) {
            ChildProcess started = launch();
            try {
                Readiness.await(started, PATIENCE, this::answers);
                process = started;
                return;
            } catch (IllegalStateException e) {
                started.kill();
                if (attempt == ATTEMPTS || !started.lastLines().contains("in use by another process")) {
                    throw e;
                }
                // Another process took the port between the look and the use.
                port = Ports.free();
            }
        }
    }

    private ChildProcess launch() {
        return ChildProcess.start(new ChildProcess.Spec("schema registry",
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint", List.of(Distribution.runner()),
                List.of("-Xms64m", "-Xmx224m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED",
                        "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=" + port,
                        "-Dquarkus.management.host=127.0.0.1", "-Dquarkus.management.port=0"),
                List.of(),
                Map.of("APICURIO_STORAGE_KIND", "sql", "APICURIO_STORAGE_SQL_KIND", "h2", "APICURIO_DATASOURCE_URL",
                        "jdbc:h2:file:" + folder.resolve("schemas").toAbsolutePath()),
                folder.resolve("registry.log")));
    }

    /** The Confluent API. */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
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
        http.close();
    }

    private boolean answers() {
        if (Ports.isFree(port)) {
            return false;
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/config")).timeout(REQUEST_PATIENCE)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"FULL_TRANSITIVE\"}")).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the registry started.", e);
        }
    }
}
