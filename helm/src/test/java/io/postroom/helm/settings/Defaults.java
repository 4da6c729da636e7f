package io.postroom.helm.settings;

import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What a property is when nobody sets it, as the code has it. */
final class Defaults {
    private static final String TEMPORARY = System.getProperty("java.io.tmpdir");

    private final Map<String, String> checked = new HashMap<>();
    private final Set<String> given;

    /** Ingest and the staff pages fill defaults in when they check: those of the settings that come of the least there can be. */
    Defaults(Path emptyFolder) throws ReflectiveOperationException {
        Map<String, String> least = new HashMap<>(Map.of("postroom.kafka.bootstrap-servers", "b:1",
                "postroom.schema-registry.url", "http://r", "postroom.keys.secret", "0123456789abcdef",
                "postroom.rules.directory", emptyFolder.toString(), "postroom.staff.database.url",
                "jdbc:postgresql:x"));
        least.putAll(Map.of("postroom.staff.database.user", "u", "postroom.staff.database.password.secret", "p",
                "postroom.staff.sign-in.issuer", "https://i", "postroom.staff.sign-in.client-id", "c",
                "postroom.staff.sign-in.client.secret", "s"));
        given = Set.copyOf(least.keySet());
        for (Service service : Service.values()) {
            if (service.hasChecker()) {
                Object properties = new Binder(new MapConfigurationPropertySource(least))
                        .bind("postroom", service.records().get("postroom")).get();
                collect(service == Service.INGEST ? "" : "postroom.staff.", service.check(properties));
            }
        }
    }

    private void collect(String prefix, Object settings) throws ReflectiveOperationException {
        for (var component : settings.getClass().getRecordComponents()) {
            String name = prefix + DataObjectPropertyName.toDashedForm(component.getName());
            Object value = component.getAccessor().invoke(settings);
            if (value instanceof Record nested) {
                collect(name + ".", nested);
            } else {
                checked.put(name, text(value));
            }
        }
    }

    /** Empty where there is none. */
    String of(Property property) {
        Parameter parameter = parameter(property);
        DefaultValue written = parameter.getAnnotation(DefaultValue.class);
        if (written != null) {
            return written.value().length == 0 ? "" : written.value()[0];
        }
        String name = property.name();
        if (given.contains(name) || name.endsWith(".*") || name.startsWith("postroom.keys.")) {
            return "";
        }
        if (name.equals("postroom.schema-registry.auto-register")) {
            return checked.getOrDefault("register-schemas", "");
        }
        return checked.getOrDefault(
                name.startsWith("postroom.staff.") ? name : name.substring(name.lastIndexOf('.') + 1),
                "");
    }

    private static Parameter parameter(Property property) {
        return Stream.of(property.declaredIn().getDeclaredConstructors()[0].getParameters())
                .filter(one -> one.getName().equals(property.component().getName())).findFirst().orElseThrow();
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Duration duration -> duration(duration);
            case List<?> list -> list.stream().map(Object::toString).collect(Collectors.joining(","));
            case Path path -> path.toString().replace(TEMPORARY, "<temporary folder>");
            default -> value.toString().toLowerCase(Locale.ROOT);
        };
    }

    private static String duration(Duration duration) {
        return duration.toMillis() % 86_400_000 == 0
                ? duration.toDays() + "d"
                : duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
