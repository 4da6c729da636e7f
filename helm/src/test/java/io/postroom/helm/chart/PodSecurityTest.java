package io.postroom.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postroom.helm.support.Chart;
import io.postroom.helm.support.Manifests;
import io.postroom.helm.support.Manifests.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The level "restricted" of Kubernetes' Pod Security Standards, and what Postroom adds. */
class PodSecurityTest {
    private static final Set<String> VOLUMES = Set.of("name", "configMap", "emptyDir", "projected", "secret");

    static List<String> cases() {
        return Chart.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_pod_is_restricted_and_has_no_token(String name) {
        List<JsonNode> pods = Chart.rendered(name).podTemplates().map(template -> template.path("spec")).toList();
        assertThat(pods).isNotEmpty().allSatisfy(pod -> {
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC")).isFalse();
            assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.path("securityContext").path("runAsUser").asInt(1)).isNotZero();
            assertThat(pod.path("securityContext").path("seccompProfile").path("type").asText())
                    .isEqualTo("RuntimeDefault");
            pod.path("volumes").forEach(volume -> volume.fieldNames()
                    .forEachRemaining(field -> assertThat(VOLUMES).contains(field)));
            assertThat(Manifests.containers(pod)).allSatisfy(PodSecurityTest::restricted);
        });
    }

    private static void restricted(JsonNode container) {
        JsonNode context = container.path("securityContext");
        assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(context.path("privileged").asBoolean()).isFalse();
        assertThat(context.path("capabilities").path("drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(context.path("capabilities").has("add")).isFalse();
        assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.path("resources").path("limits").has("memory")).isTrue();
        container.path("ports").forEach(port -> assertThat(port.has("hostPort")).isFalse());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_secret_is_never_made_of_values_except_for_trying_out(String name) {
        assertThat(Chart.rendered(name).of(new Kind("Secret"))).extracting(Manifests::name)
                .containsExactlyElementsOf(name.equals("extras") ? List.of("rel-postroom-dev") : List.of());
    }

    @Test
    void each_component_has_a_policy_both_ways() {
        // When
        List<JsonNode> policies = Chart.rendered("staff").of(new Kind("NetworkPolicy"));

        // Then
        assertThat(policies).hasSize(7)
                .allSatisfy(policy -> assertThat(policy.path("spec").path("policyTypes").toString())
                        .isEqualTo("[\"Ingress\",\"Egress\"]"));
    }

    @Test
    void texts_go_only_to_their_providers_networks_and_ports() {
        // When
        JsonNode policy = Chart.rendered("extras").one(new Kind("NetworkPolicy"), "rel-postroom-sms-worker");

        // Then
        assertThat(policy.path("spec").path("egress").toString())
                .contains(
                        "{\"ports\":[{\"port\":2775,\"protocol\":\"TCP\"}],\"to\":[{\"ipBlock\":{\"cidr\":\"203.0.113.0/24\"}}]}");
    }
}
