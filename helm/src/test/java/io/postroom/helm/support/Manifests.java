package io.postroom.helm.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Objects of Kubernetes, in the order in which they were rendered. */
public record Manifests(List<JsonNode> all) {
    public Manifests {
        all = List.copyOf(all);
    }

    static Manifests of(String yaml) {
        return new Manifests(Yamls.documents(yaml));
    }

    /** Those of a kind. */
    public List<JsonNode> of(Kind kind) {
        return all.stream().filter(kind::matches).toList();
    }

    /** The one of a kind and name. */
    public JsonNode one(Kind kind, String name) {
        return of(kind).stream().filter(object -> name.equals(name(object))).findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + kind.word() + " " + name + "."));
    }

    /** Pod specifications with their metadata: of workloads, of Jobs and of pods by themselves. */
    public Stream<JsonNode> podTemplates() {
        return all.stream()
                .map(object -> new Kind("Pod").matches(object) ? object : object.path("spec").path("template"))
                .filter(template -> template.path("spec").has("containers"));
    }

    /** Containers of a pod, those that run first included. */
    public static List<JsonNode> containers(JsonNode podSpec) {
        List<JsonNode> containers = new ArrayList<>();
        podSpec.path("initContainers").forEach(containers::add);
        podSpec.path("containers").forEach(containers::add);
        return containers;
    }

    public static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    /** A kind of object. */
    public record Kind(String word) {
        boolean matches(JsonNode object) {
            return object.path("kind").asText().equals(word);
        }

    }
}
