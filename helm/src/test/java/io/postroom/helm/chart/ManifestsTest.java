package io.postroom.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.postroom.helm.support.Chart;
import io.postroom.helm.support.Manifests;
import io.postroom.helm.support.Manifests.Kind;
import io.postroom.helm.support.StrictModels;
import io.postroom.helm.support.Yamls;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for whatever the chart renders. */
class ManifestsTest {
    static List<String> cases() {
        return Chart.cases();
    }

    @Test
    void helm_finds_nothing_to_complain_about() {
        // When
        LintResult result = new Helm(Chart.FOLDER).lint().strict().call();

        // Then
        assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_object_is_one_that_kubernetes_and_the_operators_know(String name) {
        // When
        Manifests manifests = Chart.rendered(name);

        // Then
        assertThat(manifests.all()).isNotEmpty().allSatisfy(StrictModels::read);
    }

    @Test
    void a_field_that_kubernetes_does_not_know_is_noticed() {
        // Given
        ObjectNode deployment = Chart.rendered("default").of(new Kind("Deployment")).getFirst().deepCopy();
        ((ObjectNode) deployment.path("spec").path("template").path("spec")).put("restartPolice", "Always");

        // When / Then
        assertThatThrownBy(() -> StrictModels.read(deployment)).hasMessageContaining("restartPolice");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void no_object_comes_twice_and_each_has_the_chart_s_labels(String name) {
        // When
        List<JsonNode> all = Chart.rendered(name).all();

        // Then
        assertThat(all).extracting(object -> object.path("kind").asText() + " " + Manifests.name(object))
                .doesNotHaveDuplicates();
        assertThat(all).filteredOn(object -> !Manifests.name(object).equals("rel-more"))
                .allSatisfy(
                        object -> assertThat(object.path("metadata").path("labels").path("app.kubernetes.io/instance")
                                .asText()).isEqualTo("rel"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void names_within_a_container_come_once_and_mounts_have_their_volumes(String name) {
        Chart.rendered(name).podTemplates().map(template -> template.path("spec")).forEach(pod -> {
            List<String> volumes = new ArrayList<>(texts(pod.path("volumes"), "name"));
            volumes.addAll(claims(name, pod));
            List<String> mounted = new ArrayList<>();
            for (JsonNode container : Manifests.containers(pod)) {
                assertThat(texts(container.path("env"), "name")).doesNotHaveDuplicates();
                assertThat(texts(container.path("ports"), "name")).doesNotHaveDuplicates();
                assertThat(texts(container.path("volumeMounts"), "mountPath")).doesNotHaveDuplicates();
                mounted.addAll(texts(container.path("volumeMounts"), "name"));
            }
            assertThat(volumes).doesNotHaveDuplicates();
            assertThat(volumes).containsExactlyInAnyOrderElementsOf(mounted.stream().distinct().toList());
        });
    }

    /** An operator makes a Secret of the name of each of its users. */
    @ParameterizedTest
    @MethodSource("cases")
    void what_is_mounted_is_made_by_the_chart_or_named_in_the_values(String name) throws IOException {
        // Given
        Manifests manifests = Chart.rendered(name);
        Set<String> there = new TreeSet<>();
        List.of("ConfigMap", "Secret", "KafkaUser")
                .forEach(kind -> manifests.of(new Kind(kind)).forEach(object -> there.add(Manifests.name(object))));
        Yamls.documents(Files.readString(Chart.values(name))).forEach(values -> named(values, there));

        // When
        Set<String> mounted = new TreeSet<>();
        manifests.podTemplates().forEach(pod -> pod.path("spec").path("volumes").forEach(volume -> {
            mounted.add(volume.path("configMap").path("name").asText());
            mounted.add(volume.path("secret").path("secretName").asText());
            volume.path("projected").path("sources")
                    .forEach(source -> mounted.add(source.path("secret").path("name").asText()));
        }));

        // Then
        mounted.remove("");
        assertThat(mounted).isNotEmpty().isSubsetOf(there);
    }

    private static void named(JsonNode values, Set<String> texts) {
        if (values.isTextual()) {
            texts.add(values.asText());
        }
        values.forEach(value -> named(value, texts));
    }

    @Test
    void a_label_that_the_chart_has_too_comes_once() {
        // When
        Manifests manifests = Chart.render("staff", Map.of("commonLabels.app\\.kubernetes\\.io/part-of", "tax",
                "smsWorker.podLabels.app\\.kubernetes\\.io/part-of", "texts"));

        // Then: nothing was there twice, which the reader refuses
        assertThat(manifests.all()).allSatisfy(object -> assertThat(
                object.path("metadata").path("labels").path("app.kubernetes.io/part-of").asText()).isEqualTo("tax"));
        assertThat(manifests.one(new Kind("Deployment"), "rel-postroom-sms-worker").path("spec").path("template")
                .path("metadata").path("labels").path("app.kubernetes.io/part-of").asText()).isEqualTo("texts");
    }

    @Test
    void environment_given_twice_is_the_last_one_s() {
        // When
        JsonNode ingest = Chart.rendered("extras").one(new Kind("StatefulSet"), "rel-postroom-ingest");

        // Then
        JsonNode env = ingest.path("spec").path("template").path("spec").path("containers").path(0).path("env");
        assertThat(StreamSupport.stream(env.spliterator(), false)
                .filter(one -> one.path("name").asText().equals("JDK_JAVA_OPTIONS"))
                .map(one -> one.path("value").asText())).containsExactly("-XX:MaxRAMPercentage=50");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void selectors_find_their_pods(String name) {
        // Given
        Manifests manifests = Chart.rendered(name);
        List<Map<String, String>> pods = manifests.podTemplates()
                .map(template -> map(template.path("metadata").path("labels"))).toList();

        // When
        List<JsonNode> selectors = new ArrayList<>();
        for (JsonNode object : manifests.all()) {
            selectors.add(object.path("spec").path("selector").path("matchLabels"));
            selectors.add(object.path("spec").path("podSelector").path("matchLabels"));
        }
        manifests.of(new Kind("Service")).forEach(service -> selectors.add(service.path("spec").path("selector")));

        // Then
        selectors.removeIf(JsonNode::isMissingNode);
        assertThat(selectors).isNotEmpty().allSatisfy(selector -> assertThat(pods)
                .anySatisfy(labels -> assertThat(labels).containsAllEntriesOf(map(selector))));
    }

    private static List<String> claims(String name, JsonNode pod) {
        return Chart.rendered(name).of(new Kind("StatefulSet")).stream()
                .filter(set -> set.path("spec").path("template").path("spec").equals(pod))
                .flatMap(set -> StreamSupport
                        .stream(set.path("spec").path("volumeClaimTemplates").spliterator(), false))
                .map(Manifests::name).toList();
    }

    static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false).map(one -> one.path(field))
                .map(value -> value.isTextual() ? value.asText() : value.toString()).toList();
    }

    private static Map<String, String> map(JsonNode labels) {
        Map<String, String> map = new TreeMap<>();
        labels.properties().forEach(label -> map.put(label.getKey(), label.getValue().asText()));
        return map;
    }
}
