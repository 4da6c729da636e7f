package io.postroom.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postroom.helm.support.Chart;
import io.postroom.helm.support.Manifests;
import io.postroom.helm.support.Manifests.Kind;
import io.postroom.helm.support.ValuesTable;
import io.postroom.rules.RuleBook;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What values the chart takes, and what it says to others. */
class ValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"kafak.bootstrapServers", "kafka.bootstrapServer", "ingest.settings.thread",
            "smsWorker.settings.drainTIme", "smsWorker.providers[0].systemID", "emailWorker.bounces.adress",
            "letterWorker.printHouse.settings.stationary", "networkPolicy.enable", "strimzi.users.enable",
            "prometheusRule.overrides.PostroomDeadLetter.threshold", "staffWeb.oidc.isuer", "podMonitor.label"})
    void a_typo_is_refused(String typo) {
        assertThatThrownBy(() -> Chart.render("default", Map.of(typo, "1")))
                .hasMessageContaining(typo.substring(typo.lastIndexOf('.') + 1).equals("threshold")
                        ? "PostroomDeadLetter"
                        : typo.contains("kafak") ? "kafak" : typo.substring(typo.lastIndexOf('.') + 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"kafka.bootstrapServers||kafka.bootstrapServers is not set",
            "schemaRegistry.url||schemaRegistry.url is not set", "keys.existingSecret||keys.existingSecret is not set",
            "rules.existingConfigMap|ours|exactly one of rules.files",
            "smsWorker.terminationGracePeriodSeconds|40|must be at least 55",
            "ingest.terminationGracePeriodSeconds|20|must be at least 40",
            "letterWorker.printHouse.passwordKey|password|exactly one of passwordKey and privateKeyKey",
            "letterWorker.printHouse.hostKeyFingerprint||exactly one of hostKeyFingerprint and knownHostsKey",
            "strimzi.topics|true|strimzi.cluster is not set", "staffWeb.enabled|true|staffWeb needs oidc.issuer",
            "ingest.autoscaling.minReplicas|9|minReplicas is more than maxReplicas",
            "emailWorker.bounces.port|8080|emailWorker.bounces.port is 8080",
            "commonLabels.app\\.kubernetes\\.io/component|mine|commonLabels has app.kubernetes.io/component",
            "smsWorker.podLabels.app\\.kubernetes\\.io/name|mine|smsWorker.podLabels has app.kubernetes.io/name"})
    void what_cannot_work_is_said_in_a_sentence(String value, String wrong, String sentence) {
        Object typed = wrong == null ? "" : wrong;
        assertThatThrownBy(() -> Chart.render("default", Map.of(value, typed))).hasMessageContaining(sentence);
    }

    @Test
    void what_waits_for_a_contracted_rate_is_not_scaled_by_its_lag() {
        // Given
        Map<String, Object> texts = Map.of("smsWorker.providers[0].name", "first", "smsWorker.providers[0].host",
                "smsc",
                "smsWorker.providers[0].systemId", "us", "smsWorker.providers[0].existingSecret", "smsc",
                "smsWorker.providers[0].ratePerSecond", 50);
        Map<String, Object> letters = Map.of("letterWorker.printHouse.settings.ratePerSecond", 5);

        // When / Then
        assertThatThrownBy(() -> Chart.render("default", with(texts, "smsWorker.autoscaling.type", "keda")))
                .hasMessageContaining("smsWorker.autoscaling.type is keda, and first has a contracted rate");
        assertThatThrownBy(() -> Chart.render("default", with(letters, "letterWorker.autoscaling.type", "keda")))
                .hasMessageContaining("letterWorker.autoscaling.type is keda, and the print house has");
        assertThat(Chart.render("default", with(letters, "letterWorker.autoscaling.type", "hpa"))
                .of(new Kind("HorizontalPodAutoscaler"))).hasSize(1);
    }

    private static Map<String, Object> with(Map<String, Object> values, String key, Object value) {
        Map<String, Object> all = new HashMap<>(values);
        all.put(key, value);
        return all;
    }

    /** They lay letters and e-mails out by them. */
    @Test
    void staff_pages_without_ingest_need_the_rules_too() {
        assertThatThrownBy(() -> Chart.render("staff", Map.of("ingest.enabled", false, "rules.files", "null")))
                .hasMessageContaining("exactly one of rules.files");
    }

    @Test
    void nothing_that_scales_has_a_number_of_instances() {
        // When
        JsonNode scaled = Chart.rendered("keda").one(new Kind("StatefulSet"), "rel-postroom-ingest");
        JsonNode fixed = Chart.rendered("keda").one(new Kind("Deployment"), "rel-postroom-sms-worker");

        // Then
        assertThat(scaled.path("spec").has("replicas")).isFalse();
        assertThat(fixed.path("spec").path("replicas").asInt()).isEqualTo(2);
        assertThat(Chart.rendered("keda").of(new Kind("HorizontalPodAutoscaler"))).isEmpty();
    }

    @Test
    void the_check_of_the_rules_sees_those_of_this_release() {
        // When
        JsonNode job = Chart.rendered("default").one(new Kind("Job"), "rel-postroom-rules-check");
        JsonNode rules = Chart.rendered("default").one(new Kind("ConfigMap"), "rel-postroom-rules-check");

        // Then
        assertThat(job.path("metadata").path("annotations").path("postroom.test/hook").asText())
                .isEqualTo("pre-install,pre-upgrade");
        assertThat(job.path("spec").path("template").path("spec").path("containers").path(0).path("args").toString())
                .startsWith("[\"rules\",\"check\",\"/etc/postroom/rules\",\"--status-services\",\"\",\"--registry\",");
        assertThat(job.toString()).contains("\"name\":\"rel-postroom-rules-check\",\"items\"")
                .contains("parking/templates/fine-paid.sms.en.md");
        assertThat(rules.path("data").properties()).extracting(Map.Entry::getKey).containsExactlyInAnyOrder(
                "kafka.properties", "registry.properties", "parking__rules.yaml",
                "parking__templates__fine-paid.sms.en.md");
        assertThat(rules.path("metadata").path("annotations").path("helm.sh/hook-weight").asInt())
                .isLessThan(job.path("metadata").path("annotations").path("helm.sh/hook-weight").asInt());
    }

    /** A release that its rules stop has made no topic and no schema. */
    @Test
    void the_rules_are_checked_before_anything_is_made() {
        // Given
        Manifests manifests = Chart.rendered("provisioning");

        // When
        int check = weight(manifests, "rel-postroom-rules-check");
        int made = weight(manifests, "rel-postroom-provisioning");

        // Then
        assertThat(check).isLessThan(made);
    }

    private static int weight(Manifests manifests, String job) {
        return manifests.one(new Kind("Job"), job).path("metadata").path("annotations").path("helm.sh/hook-weight")
                .asInt();
    }

    /** Only the rules know which of the sources have our schema. */
    @Test
    void sources_of_other_systems_are_named_beside_the_rules_that_map_them() {
        // Given
        Map<String, Object> foreign = Map.of("topics.sources[0]", "case-events", "topics.sources[1]",
                "drivers-medical-casework");

        // When
        Manifests manifests = Chart.render("provisioning", foreign);
        JsonNode job = manifests.one(new Kind("Job"), "rel-postroom-provisioning").path("spec").path("template")
                .path("spec");
        JsonNode without = Chart.render("provisioning", Map.of("ingest.enabled", "false", "rules.files", "null"))
                .one(new Kind("Job"), "rel-postroom-provisioning").path("spec").path("template").path("spec");

        // Then
        assertThat(Stream.of(arguments(job.path("initContainers").path(0)), arguments(job.path("containers").path(0)),
                tested(manifests, "topics"), tested(manifests, "schemas")))
                .allSatisfy(container -> assertThat(String.join(" ", container))
                        .contains(
                                "--rules /etc/postroom/rules --source case-events --source drivers-medical-casework"));
        assertThat(job.path("volumes").toString()).contains("{\"name\":\"rel-postroom-rules-check\",\"items\"");
        assertThat(manifests.one(new Kind("Pod"), "rel-postroom-test-topics").path("spec").path("volumes").toString())
                .contains("{\"name\":\"rel-postroom-rules\",\"items\"");
        assertThat(arguments(without.path("initContainers").path(0))).contains("--source").doesNotContain("--rules");
        assertThat(arguments(without.path("containers").path(0))).doesNotContain("--source", "--rules");
    }

    @Test
    void topics_and_schemas_are_looked_after_by_commands_that_the_launcher_has() throws Exception {
        // Given
        List<?> values = options("ProvisionCommand");
        JsonNode pod = Chart.rendered("provisioning").one(new Kind("Job"), "rel-postroom-provisioning").path("spec")
                .path("template").path("spec");

        // When
        List<String> topics = arguments(pod.path("initContainers").path(0));
        List<String> schemas = arguments(pod.path("containers").path(0));

        // Then
        assertThat(topics).startsWith("topics", "apply", "--bootstrap-servers").contains("--prefix", "dvla.",
                "--status-service", "parking", "/etc/postroom/secrets/properties");
        assertThat(schemas).startsWith("schemas", "apply", "--registry");
        assertThat(Stream.concat(topics.stream(), schemas.stream()).filter(one -> one.startsWith("--")).toList())
                .allMatch(values::contains);
        assertThat(arguments(Chart.rendered("provisioning").one(new Kind("Job"), "rel-postroom-rules-check")
                .path("spec").path("template").path("spec").path("containers").path(0)))
                .containsSequence("--status-services", "parking").filteredOn(one -> one.startsWith("--"))
                .allMatch(options("RulesCommand")::contains);
    }

    private static List<?> options(String command) throws ReflectiveOperationException {
        Field values = Class.forName("io.postroom.local.cli." + command).getDeclaredField("VALUES");
        values.setAccessible(true);
        return (List<?>) values.get(null);
    }

    @Test
    void probes_and_meters_of_the_staff_pages_are_at_a_port_that_no_ingress_leads_to() {
        // When
        Manifests manifests = Chart.render("staff", Map.of("podMonitor.enabled", true));
        JsonNode pages = manifests.one(new Kind("Deployment"), "rel-postroom-staff-web").path("spec").path("template")
                .path("spec").path("containers").path(0);

        // Then
        assertThat(manifests.one(new Kind("ConfigMap"), "rel-postroom-staff-web").toString())
                .contains("management:\\n  server:\\n    port: 8081");
        assertThat(pages.path("ports").toString()).contains("\"name\":\"management\",\"containerPort\":8081");
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(pages.path(probe).path("httpGet").path("port").asText()).as(probe).isEqualTo("management");
        }
        assertThat(manifests.one(new Kind("PodMonitor"), "rel-postroom-staff-web").path("spec")
                .path("podMetricsEndpoints").path(0).path("port").asText()).isEqualTo("management");
        assertThat(manifests.one(new Kind("PodMonitor"), "rel-postroom").path("spec").path("selector").toString())
                .contains("\"operator\":\"NotIn\",\"values\":[\"staff-web\"]");
        JsonNode rules = manifests.one(new Kind("NetworkPolicy"), "rel-postroom-staff-web").path("spec")
                .path("ingress");
        assertThat(rules.path(0).path("ports").toString()).contains("management").doesNotContain("\"http\"");
        assertThat(rules.path(1).path("ports").toString()).contains("\"http\"").doesNotContain("management");
        JsonNode service = manifests.one(new Kind("Service"), "rel-postroom-staff-web").path("spec");
        assertThat(service.path("ports").toString()).contains("\"http\"").doesNotContain("management");
        assertThat(service.path("sessionAffinity").asText()).isEqualTo("ClientIP");
    }

    @Test
    void the_release_s_own_test_asks_each_component_and_changes_nothing() {
        // Given
        Manifests manifests = Chart.rendered("staff");

        // When
        List<String> asked = tested(manifests, "ready");

        // Then
        assertThat(manifests.of(new Kind("Pod"))).hasSize(3).allSatisfy(pod -> {
            JsonNode annotations = pod.path("metadata").path("annotations");
            assertThat(annotations.path("postroom.test/hook").asText()).isEqualTo("test");
            // What it says must be there to be shown, and in the only container, whose log Helm shows.
            assertThat(annotations.path("helm.sh/hook-delete-policy").asText()).isEqualTo("before-hook-creation");
            assertThat(Manifests.containers(pod.path("spec"))).hasSize(1);
        });
        assertThat(asked).startsWith("ready").hasSize(6);
        assertThat(manifests.of(new Kind("Service"))).extracting(Manifests::name)
                .containsAll(asked.stream().skip(1).map(url -> url.replaceAll("http://(.*):808[01]", "$1")).toList());
        assertThat(manifests.of(new Kind("NetworkPolicy")))
                .filteredOn(policy -> !Manifests.name(policy).matches("rel-postroom-(test|rules-check)")).hasSize(5)
                .allSatisfy(policy -> assertThat(policy.path("spec").path("ingress").path(0).toString())
                        .contains("\"app.kubernetes.io/component\":\"test\""));
        assertThat(tested(manifests, "topics")).startsWith("topics", "plan");
        assertThat(tested(manifests, "schemas")).startsWith("schemas", "plan");
    }

    private static List<String> tested(Manifests manifests, String what) {
        return arguments(manifests.one(new Kind("Pod"), "rel-postroom-test-" + what).path("spec").path("containers")
                .path(0));
    }

    /** Where nothing may talk unless it is allowed to, hooks come before what the release itself allows. */
    @Test
    void what_runs_before_a_release_and_the_release_s_test_reach_brokers_and_registry() {
        for (String name : List.of("provisioning", "rules-check", "test")) {
            // When
            JsonNode policy = Chart.rendered("provisioning").one(new Kind("NetworkPolicy"), "rel-postroom-" + name);
            JsonNode config = Chart.rendered("provisioning").one(new Kind("ConfigMap"),
                    name.equals("test") ? "rel-postroom-test" : "rel-postroom-rules-check");

            // Then
            assertThat(policy.path("metadata").path("annotations"))
                    .isEqualTo(config.path("metadata").path("annotations"));
            assertThat(policy.path("spec").path("podSelector").path("matchLabels").path("app.kubernetes.io/component")
                    .asText()).isEqualTo(name);
            assertThat(policy.path("spec").path("egress").toString()).contains("\"port\":9093", "\"port\":8081");
        }
    }

    @Test
    void the_staff_pages_tables_are_changed_before_the_pages_start_and_by_nobody_else() {
        // When
        JsonNode pod = Chart.rendered("staff").one(new Kind("Deployment"), "rel-postroom-staff-web").path("spec")
                .path("template").path("spec");

        // Then
        JsonNode migrate = pod.path("initContainers").path(0);
        JsonNode pages = pod.path("containers").path(0);
        assertThat(arguments(migrate)).containsExactly("migrate");
        assertThat(List.of("image", "env", "volumeMounts", "securityContext"))
                .allSatisfy(field -> assertThat(migrate.path(field)).isEqualTo(pages.path(field)));
        assertThat(Chart.rendered("staff").one(new Kind("ConfigMap"), "rel-postroom-staff-web").toString())
                .contains("migrate: false");
    }

    private static List<String> arguments(JsonNode container) {
        return StreamSupport.stream(container.path("args").spliterator(), false).map(JsonNode::asText).toList();
    }

    /** As the volume lays them out: what the check of the rules sees. */
    @ParameterizedTest
    @ValueSource(strings = {"default", "strimzi", "extras"})
    void rules_from_values_are_laid_out_as_ingest_reads_them(String name, @TempDir Path folder) throws IOException {
        // Given
        JsonNode data = Chart.rendered(name).one(new Kind("ConfigMap"), "rel-postroom-rules").path("data");
        JsonNode pod = Chart.rendered(name).one(new Kind("StatefulSet"), "rel-postroom-ingest").path("spec")
                .path("template").path("spec");

        // When
        for (JsonNode volume : pod.path("volumes")) {
            if (volume.path("name").asText().equals("rules")) {
                for (JsonNode item : volume.path("configMap").path("items")) {
                    Path file = folder.resolve(item.path("path").asText());
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, data.path(item.path("key").asText()).asText());
                }
            }
        }

        // Then
        assertThat(RuleBook.load(folder).services()).containsExactly("parking");
    }

    /** With -Dwrite=true the table is written instead. */
    @Test
    void the_readme_s_table_is_what_the_values_say() throws IOException {
        // Given
        String values = Files.readString(Chart.FOLDER.resolve("values.yaml"));
        String readme = Files.readString(Chart.FOLDER.resolve("README.md"));

        // When
        String renewed = ValuesTable.into(readme, ValuesTable.of(values));
        if (Boolean.getBoolean("write")) {
            Files.writeString(Chart.FOLDER.resolve("README.md"), renewed);
            return;
        }

        // Then
        assertThat(renewed).isEqualTo(readme);
    }

    @Test
    void every_object_in_the_schema_is_closed_or_free_on_purpose() throws IOException {
        // Given
        JsonNode schema = new ObjectMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile());

        // When
        List<String> open = new ArrayList<>();
        open(schema, "", open);

        // Then
        assertThat(open).isEmpty();
    }

    private static void open(JsonNode schema, String path, List<String> open) {
        if (schema.path("type").asText().equals("object") && schema.has("properties")
                && !(schema.has("additionalProperties") && !schema.path("additionalProperties").asBoolean(true))) {
            open.add(path);
        }
        schema.properties().forEach(field -> open(field.getValue(), path + "/" + field.getKey(), open));
    }
}
