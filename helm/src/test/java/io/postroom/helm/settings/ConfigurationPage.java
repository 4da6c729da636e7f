package io.postroom.helm.settings;

import java.lang.reflect.ParameterizedType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of the configuration reference, made of the records that the configuration is bound to. */
final class ConfigurationPage {
    private static final String BEGIN = "<!-- properties -->\n";
    private static final String END = "<!-- end of properties -->";
    private static final Map<String, String> TITLES = new LinkedHashMap<>();

    static {
        TITLES.put("postroom.kafka", "Kafka");
        TITLES.put("postroom.schema-registry", "The registry");
        TITLES.put("postroom.topics", "Topics");
        TITLES.put("postroom.keys", "Keys");
        TITLES.put("postroom.rules", "Rules");
        TITLES.put("postroom.tracing", "Traces");
        TITLES.put("postroom.ingest", "Ingest");
        TITLES.put("postroom.worker", "The three workers");
        TITLES.put("postroom.sms", "Texts");
        TITLES.put("postroom.email", "E-mails");
        TITLES.put("postroom.letter", "Letters");
        TITLES.put("postroom.staff", "Staff pages");
    }

    private final Defaults defaults;
    private final Set<String> required;

    ConfigurationPage(Defaults defaults, Set<String> required) {
        this.defaults = defaults;
        this.required = required;
    }

    /** The page with these tables instead of its own. */
    String into(String page) {
        return page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + tables() + "\n"
                + page.substring(page.indexOf(END));
    }

    private String tables() {
        StringBuilder tables = new StringBuilder();
        TITLES.forEach((prefix, title) -> {
            tables.append("\n## ").append(title).append("\n\n| property | value | default | read by | what |\n")
                    .append("| --- | --- | --- | --- | --- |\n");
            properties(prefix).forEach((name, readers) -> row(tables, name, readers));
        });
        return tables.toString();
    }

    private void row(StringBuilder tables, String name, List<Service> readers) {
        // Where two services describe the same, the first one does it best: ingest.
        Property property = readers.getFirst().properties().stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow();
        String value = defaults.of(property);
        tables.append("| `").append(name).append("` | ").append(kind(property)).append(" | ")
                .append(required.contains(name) ? "required" : value.isEmpty() ? "" : "`" + value + "`").append(" | ")
                .append(readers(readers)).append(" | ")
                .append(Javadocs.of(property.declaredIn(), property.component().getName())).append(" |\n");
    }

    private static Map<String, List<Service>> properties(String prefix) {
        Map<String, List<Service>> found = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            service.properties().stream().map(Property::name)
                    .filter(name -> name.startsWith(prefix + ".") || name.startsWith(prefix + "["))
                    .forEach(name -> found.computeIfAbsent(name, unused -> new java.util.ArrayList<>()).add(service));
        }
        return found;
    }

    private static String readers(List<Service> readers) {
        return readers.size() == Service.values().length
                ? "all"
                : readers.size() == 3 && readers.stream().noneMatch(Service::hasChecker)
                        ? "workers"
                        : readers.stream().map(Service::component).collect(Collectors.joining(", "));
    }

    private static String kind(Property property) {
        Class<?> type = property.type();
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .map(one -> "`" + ((Enum<?>) one).name().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                    .collect(Collectors.joining(", "));
        }
        if (Map.class.isAssignableFrom(type)) {
            Class<?> value = (Class<?>) ((ParameterizedType) property.component().getGenericType())
                    .getActualTypeArguments()[1];
            return value.isEnum()
                    ? Stream.of(value.getEnumConstants())
                            .map(one -> "`" + ((Enum<?>) one).name().toLowerCase(Locale.ROOT) + "`")
                            .collect(Collectors.joining(", "))
                    : "text";
        }
        if (List.class.isAssignableFrom(type)) {
            return "texts, separated by commas";
        }
        return switch (type.getSimpleName()) {
            case "Duration" -> "duration";
            case "Path" -> "path";
            case "int", "Integer", "long", "Long" -> "whole number";
            case "double", "Double" -> "number";
            case "boolean", "Boolean" -> "`true`, `false`";
            case "ZoneId" -> "time zone";
            case "Secret" -> "secret";
            default -> "text";
        };
    }
}
