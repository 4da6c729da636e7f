package io.postroom.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.helm.support.Chart;
import io.postroom.helm.support.Manifests;
import io.postroom.helm.support.Manifests.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the chart makes of what a cluster serves. */
class CapabilitiesTest {
    private static final String OLD = "kafka.strimzi.io/v1beta2/KafkaTopic";
    private static final String NEW = "kafka.strimzi.io/v1/KafkaTopic";

    @Test
    void topics_and_users_are_in_the_newest_version_that_the_operator_serves() {
        assertThat(strimziVersions(Set.of())).containsOnly("kafka.strimzi.io/v1");
        assertThat(strimziVersions(Set.of(OLD))).containsOnly("kafka.strimzi.io/v1beta2");
        assertThat(strimziVersions(Set.of(OLD, NEW))).containsOnly("kafka.strimzi.io/v1");
    }

    @Test
    void openshift_chooses_the_groups_of_files_itself() {
        // When
        Manifests elsewhere = Chart.rendered("staff");
        Manifests openshift = Chart.serving("staff", Set.of("security.openshift.io/v1"));

        // Then
        assertThat(elsewhere.podTemplates()).isNotEmpty()
                .allMatch(pod -> pod.path("spec").path("securityContext").has("fsGroup"));
        assertThat(openshift.podTemplates()).isNotEmpty().noneMatch(pod -> pod.path("spec").path("securityContext")
                .has("fsGroup"))
                .allMatch(pod -> pod.path("spec").path("securityContext").path("runAsNonRoot").asBoolean());
    }

    private static List<String> strimziVersions(Set<String> served) {
        Manifests manifests = Chart.serving("strimzi", served);
        return Stream.of("KafkaTopic", "KafkaUser").flatMap(kind -> manifests.of(new Kind(kind)).stream())
                .map(object -> object.path("apiVersion").asText()).toList();
    }
}
