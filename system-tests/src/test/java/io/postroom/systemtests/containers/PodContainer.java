package io.postroom.systemtests.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import io.postroom.helm.support.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * One container of a pod of the rendered chart: its image, command, environment, mounts, limits and security context, on this
 * machine's network.
 */
final class PodContainer implements AutoCloseable {
    private static final String HOST = "http://127.0.0.1:";
    private static final long MEBIBYTE = 1024 * 1024;

    private final JsonNode pod;
    private final JsonNode specification;
    private final GenericContainer<?> container;
    private final StringBuffer said = new StringBuffer();

    private PodContainer(JsonNode pod, JsonNode specification, GenericContainer<?> container) {
        this.pod = pod;
        this.specification = specification;
        this.container = container;
        container.withLogConsumer(frame -> said.append(frame.getUtf8String()));
    }

    /**
     * Makes it; nothing runs yet.
     *
     * @param template a pod's
     * @param specification one of its containers
     * @param claims names of volumes that are claimed
     * @param user instead of the image's, as OpenShift does; or null
     * @param further environment beyond the chart's
     */
    static PodContainer of(JsonNode template, JsonNode specification, PodVolumes volumes, List<String> claims,
            @Nullable String user, Map<String, String> further) {
        JsonNode pod = template.path("spec");
        GenericContainer<?> container = new GenericContainer<>(
                DockerImageName.parse(specification.path("image").asText())).withNetworkMode("host");
        Map<String, String> environment = new TreeMap<>();
        specification.path("env")
                .forEach(one -> environment.put(one.path("name").asText(), one.path("value").asText()));
        environment.putAll(further);
        container.withEnv(environment);
        List<String> arguments = new ArrayList<>();
        specification.path("args").forEach(argument -> arguments.add(argument.asText()));
        if (!arguments.isEmpty()) {
            container.withCommand(arguments.toArray(String[]::new));
        }
        List<Bind> binds = new ArrayList<>();
        specification.path("volumeMounts").forEach(mount -> binds.add(bind(pod, mount, volumes, claims)));
        container.withCreateContainerCmdModifier(command -> restrict(command, pod, specification, binds, user));
        return new PodContainer(pod, specification, container);
    }

    /** Starts it; does not wait until it is ready. */
    PodContainer start() {
        container.start();
        return this;
    }

    /** Runs it to its end, as a container of a Job; answers what it said, and fails when it failed. */
    String run() {
        container.withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(Duration.ofMinutes(2)));
        try {
            container.start();
        } catch (RuntimeException e) {
            throw new AssertionError("The container " + specification.path("name").asText() + " failed: " + log(), e);
        }
        return log();
    }

    /** What the chart's readiness probe would see. */
    boolean isReady() {
        try {
            return open(specification.path("readinessProbe").path("httpGet").path("path").asText())
                    .getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** The sum of a meter over its tags, as Prometheus would read it; 0 while nothing answers. */
    double meter(String name) {
        try (InputStream in = open("/actuator/prometheus").getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(HOST + environment("SERVER_PORT") + path).toURL()
                .openConnection();
        connection.setConnectTimeout(1_000);
        connection.setReadTimeout(2_000);
        return connection;
    }

    /** Ends it as a kubelet does: the hook before the stop, SIGTERM, and SIGKILL after the grace period. */
    ContainerState stop() {
        JsonNode hook = specification.path("lifecycle").path("preStop").path("exec").path("command");
        if (!hook.isMissingNode()) {
            List<String> command = new ArrayList<>();
            hook.forEach(word -> command.add(word.asText()));
            exec(command);
        }
        var docker = container.getDockerClient();
        docker.stopContainerCmd(container.getContainerId())
                .withTimeout(pod.path("terminationGracePeriodSeconds").asInt()).exec();
        ContainerState state = docker.inspectContainerCmd(container.getContainerId()).exec().getState();
        container.stop();
        return state;
    }

    boolean isRunning() {
        return container.isRunning();
    }

    /** When its JVM was started, by the engine's clock, which is this machine's. */
    Instant startedAt() {
        return Instant.parse(String.valueOf(state().getStartedAt()));
    }

    /** Memory of its JVM that is resident now, files that are mapped included. */
    long residentMebibytes() {
        Path status = Path.of("/proc", String.valueOf(state().getPidLong()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ContainerState state() {
        return container.getDockerClient().inspectContainerCmd(container.getContainerId()).exec().getState();
    }

    /** What it has said so far. */
    String log() {
        return said.toString();
    }

    String name() {
        return specification.path("name").asText();
    }

    @Override
    public void close() {
        container.stop();
    }

    /** One variable of its environment; empty if it has none of that name. */
    String environment(String name) {
        return container.getEnvMap().getOrDefault(name, "");
    }

    private void exec(List<String> command) {
        try {
            var result = container.execInContainer(command.toArray(String[]::new));
            if (result.getExitCode() != 0) {
                throw new AssertionError("The hook before the stop of " + name() + " failed: " + result.getStderr());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Bind bind(JsonNode pod, JsonNode mount, PodVolumes volumes, List<String> claims) {
        return new Bind(folder(pod, mount, volumes, claims).toAbsolutePath().toString(),
                new Volume(mount.path("mountPath").asText()),
                mount.path("readOnly").asBoolean() ? AccessMode.ro : AccessMode.rw);
    }

    /** What is mounted, as a folder of this machine. */
    static Path folder(JsonNode pod, JsonNode mount, PodVolumes volumes, List<String> claims) {
        String name = mount.path("name").asText();
        return claims.contains(name) ? volumes.claimed(name) : volumes.of(volume(pod, name));
    }

    private static JsonNode volume(JsonNode pod, String name) {
        for (JsonNode volume : pod.path("volumes")) {
            if (volume.path("name").asText().equals(name)) {
                return volume;
            }
        }
        throw new AssertionError("The pod has no volume " + name + ".");
    }

    private static void restrict(CreateContainerCmd command, JsonNode pod, JsonNode specification, List<Bind> binds,
            @Nullable String user) {
        JsonNode security = specification.path("securityContext");
        HostConfig host = command.getHostConfig();
        host.withBinds(binds).withReadonlyRootfs(security.path("readOnlyRootFilesystem").asBoolean())
                .withMemory(
                        mebibytes(specification.path("resources").path("limits").path("memory").asText()) * MEBIBYTE)
                .withGroupAdd(List.of(pod.path("securityContext").path("fsGroup").asText()));
        List<Capability> dropped = new ArrayList<>();
        security.path("capabilities").path("drop").forEach(name -> dropped.add(Capability.valueOf(name.asText())));
        host.withCapDrop(dropped.toArray(Capability[]::new));
        if (!security.path("allowPrivilegeEscalation").asBoolean(true)) {
            host.withSecurityOpts(List.of("no-new-privileges"));
        }
        if (user != null) {
            command.withUser(user);
        }
    }

    private static long mebibytes(String quantity) {
        if (!quantity.endsWith("Mi")) {
            throw new AssertionError("The chart's limits are in Mi, not " + quantity + ".");
        }
        return Long.parseLong(quantity.replace("Mi", ""));
    }

    /** Containers of a pod with a name each, those of before first. */
    static List<JsonNode> all(JsonNode template) {
        return Manifests.containers(template.path("spec"));
    }
}
