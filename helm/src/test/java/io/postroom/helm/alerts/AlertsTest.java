package io.postroom.helm.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postroom.helm.support.Chart;
import io.postroom.helm.support.Manifests.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts that can fire, each with a page that says what to do; dashboards that show what is measured. */
class AlertsTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path RUNBOOKS = PROJECT.resolve("docs/runbooks");
    private static final List<String> CASES = List.of("alerts-test.yaml", "alerts-days-test.yaml");
    private static final Pattern METRIC = Pattern.compile("postroom_[a-z0-9_]+");
    private static final Map<String, Object> EVERY_ALERT = Map.of("prometheusRule.enabled", true,
            "prometheusRule.runbookUrl", "https://runbooks/");
    private static final JsonNode RULE = Chart.render("staff", EVERY_ALERT).of(new Kind("PrometheusRule")).getFirst();

    @TempDir
    Path folder;

    @Test
    void every_alert_has_a_runbook_of_its_name_and_every_runbook_an_alert() throws IOException {
        // Given
        Set<String> pages = new TreeSet<>();
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            files.map(file -> file.getFileName().toString().replace(".md", "")).filter(name -> !name.equals("README"))
                    .forEach(pages::add);
        }

        // When
        List<String> alerts = alerts().stream().map(rule -> rule.path("alert").asText()).toList();

        // Then
        assertThat(alerts).doesNotHaveDuplicates();
        assertThat(pages).containsExactlyInAnyOrderElementsOf(alerts);
        String index = Files.readString(RUNBOOKS.resolve("README.md"));
        for (JsonNode alert : alerts()) {
            String name = alert.path("alert").asText();
            assertThat(Files.readString(RUNBOOKS.resolve(name + ".md"))).startsWith("# " + name + "\n")
                    .contains("\n## Look\n", "\n## Do\n");
            assertThat(index).contains("| [" + name + "](" + name + ".md) | "
                    + alert.path("labels").path("severity").asText() + " | "
                    + alert.path("annotations").path("summary").asText() + " |");
            assertThat(alert.path("annotations").path("runbook_url").asText()).endsWith("/" + name + ".md");
        }
    }

    @Test
    void every_metric_of_an_alert_a_runbook_or_a_dashboard_is_made_by_the_code() throws IOException {
        // Given
        Set<String> made = MeterNames.ofSources(PROJECT).keySet();
        assertThat(made).contains("postroom_engine_oldest_in_flight_seconds", "postroom_dead_letters_total",
                "postroom_event_lag_seconds_bucket", "postroom_running");
        Set<String> used = new TreeSet<>();
        alerts().forEach(rule -> find(rule.path("expr").asText(), used));
        try (Stream<Path> files = Stream.concat(Files.list(Chart.FOLDER.resolve("files/dashboards")),
                Stream.concat(Files.list(RUNBOOKS), Stream.of(PROJECT.resolve("docs/how-to/scale.md"))))) {
            for (Path file : files.toList()) {
                find(Files.readString(file), used);
            }
        }

        // Then
        assertThat(used).isNotEmpty().isSubsetOf(made);
    }

    /** One that is renamed leaves an alert that never fires, which no test with made-up series can see. */
    @Test
    void every_label_of_an_alert_or_a_dashboard_is_a_tag_of_the_code_s_meter() throws IOException {
        // Given
        Map<String, Set<String>> made = MeterNames.ofSources(PROJECT);
        List<String> queries = new ArrayList<>(alerts().stream().map(rule -> rule.path("expr").asText()).toList());
        try (Stream<Path> files = Files.list(Chart.FOLDER.resolve("files/dashboards"))) {
            for (Path file : files.toList()) {
                queries.addAll(new ObjectMapper().readTree(file.toFile()).findValuesAsText("expr"));
            }
        }

        // When
        List<String> unknown = new ArrayList<>();
        queries.forEach(query -> QueryLabels.of(query).forEach((metric, labels) -> labels.stream()
                .filter(label -> !made.getOrDefault(metric, Set.of()).contains(label))
                .forEach(label -> unknown.add(metric + " has no " + label + ": " + query))));

        // Then
        assertThat(queries).hasSizeGreaterThan(70);
        assertThat(unknown).isEmpty();
        assertThat(QueryLabels.of("sum by (namespace, reason) (rate(postroom_dead_letters_total{topic=\"a(\"}[5m])) /"
                + " max by (lane) (postroom_engine_tracked)"))
                .isEqualTo(Map.of("postroom_dead_letters_total", Set.of("reason", "topic"), "postroom_engine_tracked",
                        Set.of("lane")));
        assertThat(made.get("postroom_engine_tracked")).containsExactly("lane");
        assertThat(made.get("postroom_end_to_end_latency_seconds_bucket")).contains("channel", "provider");
    }

    @Test
    void an_alert_is_changed_or_left_out_by_its_name() {
        // When
        List<JsonNode> changed = rules(Chart.rendered("monitoring").of(new Kind("PrometheusRule")).getFirst());

        // Then
        assertThat(changed).noneMatch(rule -> rule.path("alert").asText().equals("PostroomSourceMissing"));
        JsonNode oldest = changed.stream()
                .filter(rule -> rule.path("alert").asText().equals("PostroomOldestRequestWaits")).findFirst()
                .orElseThrow();
        assertThat(oldest.path("expr").asText()).endsWith("> 1800");
        assertThat(oldest.path("for").asText()).isEqualTo("10m");
        assertThat(changed).allSatisfy(rule -> assertThat(rule.path("expr").asText()).doesNotContain("$"));
    }

    @Test
    void every_alert_may_be_changed_by_its_name() throws IOException {
        // When
        List<String> names = new ArrayList<>();
        new ObjectMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile())
                .at("/properties/prometheusRule/properties/overrides/propertyNames/enum")
                .forEach(name -> names.add(name.asText()));

        // Then
        assertThat(names).containsExactlyInAnyOrderElementsOf(
                alerts().stream().map(rule -> rule.path("alert").asText()).toList());
    }

    @Test
    void only_what_is_installed_is_missed() {
        // When
        String texts = expression("one-channel", "PostroomWorkerGone");
        String ingest = expression("one-channel", "PostroomIngestNotRunning");
        List<JsonNode> nothing = rules(Chart.render("one-channel", Map.of("prometheusRule.enabled", true,
                "smsWorker.enabled", false)).of(new Kind("PrometheusRule")).getFirst());

        // Then
        assertThat(texts).isEqualTo("absent(postroom_heartbeat_age_seconds{namespace=\"ns\", channel=\"sms\"})");
        assertThat(ingest).isEqualTo(
                "max by (namespace) (postroom_running) < 1 or absent(postroom_running{namespace=\"ns\"})");
        assertThat(nothing).isNotEmpty()
                .noneMatch(rule -> rule.path("alert").asText().equals("PostroomWorkerGone"));
    }

    private static String expression(String name, String alert) {
        return rules(Chart.render(name, EVERY_ALERT).of(new Kind("PrometheusRule")).getFirst()).stream()
                .filter(rule -> rule.path("alert").asText().equals(alert)).findFirst().orElseThrow().path("expr")
                .asText();
    }

    @Test
    void dashboards_are_complete_and_each_query_names_its_source() throws IOException {
        // Given
        JsonNode configMap = Chart.rendered("monitoring").one(new Kind("ConfigMap"), "rel-postroom-dashboards");

        // When
        List<JsonNode> dashboards = new ArrayList<>();
        for (Map.Entry<String, JsonNode> file : configMap.path("data").properties()) {
            dashboards.add(new ObjectMapper().readTree(file.getValue().asText()));
        }

        // Then
        assertThat(dashboards).extracting(dashboard -> dashboard.path("title").asText()).containsExactlyInAnyOrder(
                "Postroom: the whole", "Postroom: a channel", "Postroom: a provider", "Postroom: the engine");
        assertThat(dashboards).allSatisfy(dashboard -> dashboard.path("panels").forEach(panel -> panel.path("targets")
                .forEach(target -> {
                    assertThat(target.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
                    assertThat(target.path("expr").asText()).contains("$namespace");
                })));
    }

    /** With the program promtool of Prometheus; skipped where it is not installed. */
    @Test
    void promtool_sees_each_alert_fire_when_it_should_and_not_otherwise() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(one -> Files.isExecutable(Path.of(one, "promtool"))),
                "promtool is not installed: the alerts are not tried (Debian has it in the package prometheus).");

        // Given
        Files.writeString(folder.resolve("rules.yaml"),
                new ObjectMapper().writeValueAsString(Map.of("groups", RULE.path("spec").path("groups")))
                        .replace("namespace=\\\"ns\\\"", "namespace=\\\"post\\\""));
        StringBuilder cases = new StringBuilder();
        for (String name : CASES) {
            cases.append(Files.readString(Files.copy(Path.of("src/test/resources", name), folder.resolve(name))));
        }
        assertThat(alerts()).allSatisfy(
                rule -> assertThat(cases)
                        .contains("alertname: " + rule.path("alert").asText() + "\n        exp_alerts:"));

        // When / Then
        promtool("check", "rules", "rules.yaml");
        promtool("test", "rules", CASES.getFirst(), CASES.getLast());
    }

    private void promtool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static List<JsonNode> alerts() {
        return rules(RULE);
    }

    private static List<JsonNode> rules(JsonNode object) {
        List<JsonNode> rules = new ArrayList<>();
        object.path("spec").path("groups").forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private static void find(String text, Set<String> metrics) {
        Matcher metric = METRIC.matcher(text);
        while (metric.find()) {
            metrics.add(metric.group());
        }
    }
}
