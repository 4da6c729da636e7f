package io.postroom.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postroom.helm.support.Chart;
import io.postroom.helm.support.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What an upgrade cannot change: Kubernetes refuses another selector or claim, and under another name comes a second workload,
 * an empty volume, a second object for a topic or a user with another password.
 */
class ReleasedNamesTest {
    private static final Path RELEASED = Path.of("src/test/resources/released-names.txt");
    private static final Set<String> KEPT = Set.of("KafkaTopic", "KafkaUser", "PersistentVolumeClaim");

    /** With -Dwrite=true sets of values that are new are added. Lines of others are changed by hand and by nobody who can help it. */
    @Test
    void selectors_claims_and_names_stay_as_they_were_released() throws IOException {
        // Given
        List<String> released = Files.readAllLines(RELEASED);
        Set<String> known = released.stream().map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toSet());

        // When
        List<String> now = new ArrayList<>();
        Chart.cases().forEach(name -> Chart.rendered(name).all().stream().map(ReleasedNamesTest::fixed)
                .filter(line -> !line.isEmpty()).sorted().forEach(line -> now.add(name + " " + line)));
        if (Boolean.getBoolean("write")) {
            List<String> all = new ArrayList<>(released);
            now.stream().filter(line -> !known.contains(line.substring(0, line.indexOf(' ')))).forEach(all::add);
            Files.write(RELEASED, all);
            return;
        }

        // Then
        assertThat(now).isNotEmpty().containsExactlyInAnyOrderElementsOf(released);
    }

    private static String fixed(JsonNode object) {
        String kind = object.path("kind").asText();
        String name = kind + " " + Manifests.name(object);
        JsonNode spec = object.path("spec");
        return switch (kind) {
            case "Deployment" -> name + " " + selector(spec);
            case "StatefulSet" -> name + " " + selector(spec) + " " + spec.path("serviceName").asText() + " "
                    + spec.path("podManagementPolicy").asText() + " "
                    + spec.path("volumeClaimTemplates").findValuesAsText("name");
            default -> KEPT.contains(kind) ? name : "";
        };
    }

    private static TreeMap<String, String> selector(JsonNode spec) {
        TreeMap<String, String> labels = new TreeMap<>();
        spec.path("selector").path("matchLabels").properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }
}
