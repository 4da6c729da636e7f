package io.postroom.helm.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postroom.helm.support.Chart;
import io.postroom.helm.support.Manifests;
import io.postroom.helm.support.Manifests.Kind;
import io.postroom.worker.CheckedSettings;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.ByteArrayResource;

/** What the chart writes is what the services read. */
class RenderedSettingsTest {
    private static final Set<String> ENVIRONMENT = Set.of("JDK_JAVA_OPTIONS", "SPRING_CONFIG_ADDITIONAL_LOCATION");

    static List<String> cases() {
        return Chart.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_property_is_one_that_the_service_has(String name) {
        for (Service service : Service.values()) {
            List<Property> known = service.properties();
            for (String property : propertyNames(name, service)) {
                assertThat(known).as("%s reads %s", service.component(), property)
                        .anyMatch(one -> one.matches(property));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_value_is_of_a_kind_that_the_service_takes(String name) {
        for (Service service : Service.values()) {
            Properties written = written(name, service);
            // Then: nothing is thrown
            service.records().forEach((prefix, record) -> new Binder(new MapConfigurationPropertySource(written))
                    .bind(prefix, Bindable.of(record)));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_environment_is_known(String name) {
        Chart.rendered(name).podTemplates().flatMap(pod -> Manifests.containers(pod.path("spec")).stream())
                .flatMap(container -> container.path("env").findValuesAsText("name").stream())
                .filter(one -> !one.equals("OTHER")).forEach(one -> assertThat(ENVIRONMENT).contains(one));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_file_that_is_named_is_mounted(String name) {
        for (Service service : Service.values()) {
            Set<String> mounted = mounted(name, service);
            written(name, service).forEach((property, value) -> {
                String text = value.toString().replaceFirst("^file:", "");
                if (text.startsWith("/etc/postroom/secrets/")) {
                    assertThat(mounted).as("%s", property).contains(text);
                }
            });
        }
    }

    static Stream<Map.Entry<String, String>> definitions() {
        return Stream.of(Map.entry("worker", "io.postroom.worker.WorkerSettings$Engine"),
                Map.entry("smppProvider", "io.postroom.smsworker.SmppSettings"),
                Map.entry("smtpProvider", "io.postroom.emailworker.SmtpSettings"));
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void the_schema_of_the_values_has_every_property_of_the_code(Map.Entry<String, String> definition)
            throws Exception {
        // Given
        JsonNode schema = new ObjectMapper().readTree(new File("postroom/values.schema.json"));
        Set<String> inSchema = new TreeSet<>();
        schema.path("definitions").path(definition.getKey()).path("properties").fieldNames()
                .forEachRemaining(inSchema::add);

        // When
        Set<String> inCode = Stream.of(Class.forName(definition.getValue()).getRecordComponents())
                .map(component -> component.getName()).collect(Collectors.toCollection(TreeSet::new));

        // Then: secrets are named and not given
        if (inCode.removeAll(Set.of("password", "passwordFile"))) {
            inCode.addAll(Set.of("existingSecret", "existingSecretKey"));
        }
        assertThat(inSchema).isEqualTo(inCode);
    }

    @ParameterizedTest
    @EnumSource(value = Service.class, names = {"INGEST", "STAFF_WEB"}, mode = EnumSource.Mode.EXCLUDE)
    void a_worker_has_time_to_drain_before_it_is_killed(Service service) {
        // Given
        Duration drain = DurationStyle.detectAndParse(defaultOf(service, "postroom.worker.drain-time"));
        Duration attempt = DurationStyle.detectAndParse(defaultOf(service, "postroom.worker.attempt-deadline"));

        // When
        JsonNode pod = workload("default", service).path("spec").path("template").path("spec");
        Properties written = written("default", service);

        // Then: as the code has it, and 20 seconds for what comes after
        assertThat(written.getProperty("postroom.worker.drainTime")).isEqualTo(drain.toSeconds() + "s");
        assertThat(written.getProperty("postroom.worker.attemptDeadline")).isEqualTo(attempt.toSeconds() + "s");
        assertThat(Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong()))
                .isGreaterThanOrEqualTo(drain.plusSeconds(20));
    }

    /** As the workers hold it at their start. */
    @ParameterizedTest
    @MethodSource("cases")
    void no_provider_is_waited_for_until_the_attempt_is_interrupted(String name) {
        for (Service service : List.of(Service.SMS_WORKER, Service.EMAIL_WORKER, Service.LETTER_WORKER)) {
            Properties written = written(name, service);
            if (!written.isEmpty()) {
                Map<String, Duration> waits = new HashMap<>();
                service.records().forEach((prefix, record) -> waits.putAll(((CheckedSettings) new Binder(
                        new MapConfigurationPropertySource(written)).bindOrCreate(prefix, Bindable.of(record)))
                        .waits()));
                assertThat(waits).isNotEmpty().allSatisfy((property, wait) -> assertThat(wait).as(property)
                        .isLessThan(
                                DurationStyle.detectAndParse(written.getProperty("postroom.worker.attemptDeadline"))));
            }
        }
    }

    @Test
    void a_broker_that_is_away_restarts_nothing() {
        for (Service service : Service.values()) {
            JsonNode container = workload("staff", service).path("spec").path("template").path("spec")
                    .path("containers").path(0);
            assertThat(List.of("startupProbe", "livenessProbe")).allSatisfy(probe -> assertThat(
                    container.path(probe).path("httpGet").path("path").asText())
                    .isEqualTo("/actuator/health/liveness"));
            assertThat(container.path("readinessProbe").path("httpGet").path("path").asText())
                    .isEqualTo("/actuator/health/readiness");
        }
    }

    private static String defaultOf(Service service, String property) {
        return service.properties().stream().filter(one -> one.name().equals(property))
                .map(one -> one.component().getAccessor())
                .map(accessor -> parameterDefault(accessor.getDeclaringClass(),
                        accessor.getName()))
                .findFirst().orElseThrow();
    }

    private static String parameterDefault(Class<?> record, String component) {
        return Stream.of(record.getDeclaredConstructors()[0].getParameters())
                .filter(parameter -> parameter.getName().equals(component))
                .map(parameter -> Objects.requireNonNull(parameter.getAnnotation(DefaultValue.class)).value()[0])
                .findFirst().orElseThrow();
    }

    private static JsonNode workload(String name, Service service) {
        return Chart.rendered(name).all().stream()
                .filter(object -> object.path("spec").has("template")
                        && Manifests.name(object).equals("rel-postroom-" + service.component()))
                .findFirst().orElseThrow();
    }

    private static boolean has(String name, Service service) {
        return Chart.rendered(name).of(new Kind("ConfigMap")).stream()
                .anyMatch(object -> Manifests.name(object).equals("rel-postroom-" + service.component()));
    }

    private static Properties written(String name, Service service) {
        if (!has(name, service)) {
            return new Properties();
        }
        JsonNode configMap = Chart.rendered(name).one(new Kind("ConfigMap"), "rel-postroom-" + service.component());
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ByteArrayResource(
                configMap.path("data").path("application.yaml").asText().getBytes(StandardCharsets.UTF_8)));
        return Objects.requireNonNull(yaml.getObject());
    }

    /** Those of the file and those of the mounted folder of properties, in Spring Boot's form. */
    private static List<String> propertyNames(String name, Service service) {
        List<String> names = new ArrayList<>();
        written(name, service).stringPropertyNames().stream().filter(one -> one.startsWith("postroom."))
                // An empty map or list.
                .filter(one -> !written(name, service).getProperty(one).isEmpty() || !one.endsWith("roperties"))
                .forEach(names::add);
        mounted(name, service).stream().filter(file -> file.startsWith("/etc/postroom/secrets/properties/"))
                .forEach(file -> names.add(file.substring(file.lastIndexOf('/') + 1)));
        return names.stream().map(DataObjectPropertyName::toDashedForm).toList();
    }

    private static Set<String> mounted(String name, Service service) {
        Set<String> files = new HashSet<>();
        if (has(name, service)) {
            for (JsonNode volume : workload(name, service).path("spec").path("template").path("spec").path("volumes")) {
                volume.path("projected").path("sources").forEach(source -> source.path("secret").path("items")
                        .forEach(item -> files.add("/etc/postroom/secrets/" + item.path("path").asText())));
            }
        }
        return files;
    }
}
