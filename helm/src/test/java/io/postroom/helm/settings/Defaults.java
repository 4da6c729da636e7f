package io.postroom.helm.settings;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What a property is when nobody sets it, as the code has it. */
final class Defaults {
    private static final String TEMPORARY = System.getProperty("java.io.tmpdir");

    private final Map<String, String> checked = new HashMap<>();

    /** Ingest fills its defaults in when it checks: they are those of the settings that come of the least there can be. */
    Defaults(Path emptyFolder) throws ReflectiveOperationException {
        Class<?> properties = Class.forName("io.postroom.ingestservice.config.IngestProperties");
        Object least = new org.springframework.boot.context.properties.bind.Binder(
                new org.springframework.boot.context.properties.source.MapConfigurationPropertySource(Map.of(
                        "postroom.kafka.bootstrap-servers", "b:1", "postroom.schema-registry.url", "http://r",
                        "postroom.keys.secret", "0123456789abcdef", "postroom.rules.directory",
                        emptyFolder.toString())))
                .bind("postroom", properties).get();
        Method check = Class.forName("io.postroom.ingestservice.config.SettingsChecker").getMethod("check", properties);
        Object settings = check.invoke(null, least);
        for (var component : settings.getClass().getRecordComponents()) {
            checked.put(component.getName(), text(component.getAccessor().invoke(settings)));
        }
    }

    /** Empty where there is none. */
    String of(Property property) {
        Parameter parameter = parameter(property);
        DefaultValue written = parameter.getAnnotation(DefaultValue.class);
        if (written != null) {
            return written.value().length == 0 ? "" : written.value()[0];
        }
        String record = parameter.getDeclaringExecutable().getDeclaringClass().getName();
        if (!record.startsWith("io.postroom.ingestservice.") || property.name().endsWith(".*")) {
            return "";
        }
        return switch (property.name()) {
            case "postroom.topics.prefix", "postroom.kafka.bootstrap-servers", "postroom.schema-registry.url",
                    "postroom.rules.directory", "postroom.keys.secret", "postroom.keys.secret-file" ->
                "";
            case "postroom.schema-registry.auto-register" -> checked.get("registerSchemas");
            default -> checked.get(property.component().getName());
        };
    }

    private static Parameter parameter(Property property) {
        return Stream.of(property.declaredIn().getDeclaredConstructors()[0].getParameters())
                .filter(one -> one.getName().equals(property.component().getName())).findFirst().orElseThrow();
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Duration duration -> duration(duration);
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
