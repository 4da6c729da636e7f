package io.postroom.helm.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The configuration reference says what the code reads. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("../docs/reference/configuration.md");

    @TempDir
    Path folder;

    /** With -Dwrite=true the page is written instead. */
    @Test
    void it_is_what_the_code_says() throws Exception {
        // Given
        String page = Files.readString(PAGE);

        // When
        String made = new ConfigurationPage(new Defaults(folder), required()).into(page);
        if (Boolean.getBoolean("write")) {
            Files.writeString(PAGE, made);
            return;
        }

        // Then
        assertThat(made).isEqualTo(page);
    }

    @Test
    void it_has_every_property_of_every_service() throws Exception {
        // Given
        String page = Files.readString(PAGE);

        // When / Then
        for (Service service : Service.values()) {
            assertThat(service.properties()).isNotEmpty()
                    .allSatisfy(property -> assertThat(page).contains("| `" + property.name() + "` |"));
        }
    }

    @Test
    void what_is_required_is_what_the_services_ask_for() throws Exception {
        assertThat(required()).contains("postroom.kafka.bootstrap-servers", "postroom.schema-registry.url",
                "postroom.rules.directory", "postroom.sms.providers[n].system-id", "postroom.letter.host",
                "postroom.email.bounces.address")
                .doesNotContain("postroom.sms.providers[n].port", "postroom.letter.name");
    }

    /** What the services complain of when one provider is named and nothing else is set. */
    private static Set<String> required() throws ReflectiveOperationException {
        List<String> problems = new ArrayList<>();
        Map<String, Object> least = new HashMap<>(Map.of("postroom.sms.providers[0].port", "2775",
                "postroom.email.providers[0].port", "587"));
        Set<String> names = new TreeSet<>();
        for (Service service : Service.values()) {
            service.properties().forEach(property -> names.add(property.name()));
            for (Map.Entry<String, Class<?>> record : service.records().entrySet()) {
                problems.addAll(problems(service, new Binder(new MapConfigurationPropertySource(least))
                        .bindOrCreate(record.getKey(), Bindable.of(record.getValue()))));
            }
        }
        return names.stream().filter(name -> problems.stream()
                .anyMatch(problem -> problem.startsWith(name.replace("[n]", "[0]") + " "))).collect(
                        Collectors.toCollection(TreeSet::new));
    }

    @SuppressWarnings("unchecked")
    private static List<String> problems(Service service, Object settings) throws ReflectiveOperationException {
        if (service.hasChecker()) {
            try {
                service.check(settings);
                return List.of();
            } catch (InvocationTargetException e) {
                return (List<String>) e.getCause().getClass().getMethod("problems").invoke(e.getCause());
            }
        }
        Method problems = Class.forName("io.postroom.worker.CheckedSettings").getMethod("problems");
        return (List<String>) problems.invoke(settings);
    }
}
