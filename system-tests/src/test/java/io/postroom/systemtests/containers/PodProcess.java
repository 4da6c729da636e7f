package io.postroom.systemtests.containers;

import com.fasterxml.jackson.databind.JsonNode;
import io.postroom.local.process.ChildProcess;
import io.postroom.local.process.Ports;
import io.postroom.local.process.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a pod of the rendered chart runs, as a process of this machine: where no engine is needed, since nothing is asked but
 * whether the environment and the files work. Only their folders are others.
 */
final class PodProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration DRAIN = Duration.ofMinutes(1);

    private final ChildProcess process;
    private final URI readiness;

    private PodProcess(ChildProcess process, URI readiness) {
        this.process = process;
        this.readiness = readiness;
    }

    /**
     * Starts it; does not wait.
     *
     * @param template a pod's
     * @param claims names of volumes that are claimed
     * @param folder where its log goes
     */
    static PodProcess start(String mainClass, JsonNode template, PodVolumes volumes, List<String> claims, Path folder) {
        JsonNode specification = PodContainer.all(template).getLast();
        Map<String, Path> mounts = new LinkedHashMap<>();
        specification.path("volumeMounts").forEach(mount -> mounts.put(mount.path("mountPath").asText(),
                PodContainer.folder(template.path("spec"), mount, volumes, claims)));
        mounts.values().forEach(mounted -> moveNames(mounted, mounts));
        Map<String, String> environment = new LinkedHashMap<>();
        specification.path("env").forEach(
                one -> environment.put(one.path("name").asText(), moved(one.path("value").asText(), mounts)));
        int port = Ports.free();
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        String name = specification.path("name").asText();
        ChildProcess process = ChildProcess.start(new ChildProcess.Spec(name, mainClass, ChildProcess.ownClassPath(),
                List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED"),
                List.of(), environment, folder.resolve(name + ".log")));
        return new PodProcess(process, URI.create("http://127.0.0.1:" + port
                + specification.path("readinessProbe").path("httpGet").path("path").asText()));
    }

    /** Waits until the chart's readiness probe is content. */
    void awaitReady() {
        Readiness.await(process, PATIENCE, this::isReady);
    }

    @Override
    public void close() {
        process.stop(DRAIN);
    }

    private boolean isReady() {
        try {
            return ((HttpURLConnection) readiness.toURL().openConnection())
                    .getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** Configuration names files by the paths of a pod. */
    private static void moveNames(Path mounted, Map<String, Path> mounts) {
        try (Stream<Path> files = Files.walk(mounted)) {
            for (Path file : files.filter(file -> file.toString().endsWith("application.yaml")).toList()) {
                Files.writeString(file, moved(Files.readString(file), mounts));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String moved(String text, Map<String, Path> mounts) {
        String moved = text;
        for (Map.Entry<String, Path> mount : mounts.entrySet()) {
            // Temporary files are everybody's.
            if (!mount.getKey().equals("/tmp")) {
                moved = moved.replace(mount.getKey(), mount.getValue().toAbsolutePath().toString());
            }
        }
        return moved;
    }
}
