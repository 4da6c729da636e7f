package io.postroom.systemtests.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import io.postroom.helm.support.Manifests;
import io.postroom.helm.support.Manifests.Kind;
import io.postroom.local.LocalPlatform;
import io.postroom.local.process.Ports;
import io.postroom.local.staff.StaffOutside;
import io.postroom.local.staff.StaffPages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An installation of the rendered chart: a container of each pod, in front of a platform. */
final class Release implements AutoCloseable {
    /** The components, in the order in which their pods start. */
    static final List<String> COMPONENTS = List.of("ingest", "sms-worker", "email-worker", "letter-worker",
            "staff-web");

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String NAME = "rel-postroom-";

    private final Path folder;
    private final Manifests manifests;
    private final Map<String, Map<String, byte[]>> secrets;
    private final Map<String, PodContainer> running = new LinkedHashMap<>();

    private Release(Path folder, Manifests manifests, Map<String, Map<String, byte[]>> secrets) {
        this.folder = folder;
        this.manifests = manifests;
        this.secrets = secrets;
    }

    /** What the staff pages find around them. */
    static StaffPages.Surroundings staff(LocalPlatform platform) {
        return new StaffPages.Surroundings(platform.bootstrapServers(), platform.registryUrl(),
                platform.options().topics().prefix(), platform.options().rulesFolder(), platform.keySecretFile(),
                platform.options().dataFolder(), false, 0);
    }

    /** Renders the chart for a platform. */
    static Release of(Path folder, LocalPlatform platform, StaffOutside staff) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        COMPONENTS.forEach(component -> ports.put(component, Ports.free()));
        ReleaseValues values = new ReleaseValues(platform, staff, ports);
        return new Release(folder, values.render(folder), values.secrets());
    }

    /** Runs the containers of a Job one after another; answers what they said. */
    String runJob(String name) {
        JsonNode template = manifests.one(new Kind("Job"), NAME + name).path("spec").path("template");
        StringBuilder said = new StringBuilder();
        for (JsonNode specification : PodContainer.all(template)) {
            try (PodContainer container = container(name, template, specification, null, Map.of())) {
                said.append(container.run());
            }
        }
        return said.toString();
    }

    /** Runs the tools' container as the chart's check of the rules, but with this to do. */
    String runTool(Map<String, String> further, String... arguments) {
        JsonNode template = manifests.one(new Kind("Job"), NAME + "rules-check").path("spec").path("template");
        ObjectNode specification = PodContainer.all(template).getLast().deepCopy();
        ArrayNode args = specification.putArray("args");
        List.of(arguments).forEach(args::add);
        try (PodContainer container = container("tool", template, specification, null, further)) {
            return container.run();
        }
    }

    /** Starts every component, and waits until each is ready. */
    void start() {
        COMPONENTS.forEach(component -> startOne(component, null, Map.of()));
        COMPONENTS.forEach(this::awaitReady);
    }

    /**
     * Starts one component, as another user or with further environment if that is said, after its init containers have ended;
     * does not wait until it is ready.
     */
    PodContainer startOne(String component, @Nullable String user, Map<String, String> further) {
        JsonNode template = template(component);
        List<JsonNode> all = PodContainer.all(template);
        for (JsonNode before : all.subList(0, all.size() - 1)) {
            try (PodContainer init = container(component, template, before, user, further)) {
                init.run();
            }
        }
        PodContainer container = container(component, template, all.getLast(), user, further).start();
        running.put(component, container);
        return container;
    }

    /** What runs of a component. */
    PodContainer running(String component) {
        return running.get(component);
    }

    /** Waits until the chart's readiness probe is content. */
    void awaitReady(String component) {
        PodContainer container = running.get(component);
        await(component + " to be ready").atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
                .failFast(component + " ended while it started", () -> !container.isRunning())
                .untilAsserted(() -> assertThat(container.isReady())
                        .as(() -> "readiness; what it said:\n" + container.log()).isTrue());
    }

    /** Stops one component as a kubelet does. */
    ContainerState stop(String component) {
        return running.remove(component).stop();
    }

    @Override
    public void close() {
        new ArrayList<>(running.values()).forEach(PodContainer::close);
    }

    private PodContainer container(String component, JsonNode template, JsonNode specification, @Nullable String user,
            Map<String, String> further) {
        int group = template.path("spec").path("securityContext").path("fsGroup").asInt();
        return PodContainer.of(template, specification,
                new PodVolumes(folder.resolve("volumes").resolve(component), manifests, secrets, group),
                component.equals("ingest") ? List.of("state") : List.of(), user, further);
    }

    private JsonNode template(String component) {
        Kind kind = new Kind(component.equals("ingest") ? "StatefulSet" : "Deployment");
        return manifests.one(kind, NAME + component).path("spec").path("template");
    }
}
