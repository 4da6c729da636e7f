package io.postroom.helm.alerts;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The meters that the services' sources make, under the names that Prometheus knows them by, and their tags. */
final class MeterNames {
    private static final Pattern MADE = Pattern.compile(
            "(counter|timer|gauge|latency|Counter\\s*\\.builder|Timer\\s*\\.builder|Gauge\\s*\\.builder)\\(\\s*(PREFIX \\+ )?"
                    + "\"([a-z][a-z0-9_.]*)\"([^;]*);");
    private static final Pattern UNIT = Pattern.compile("\\.baseUnit\\(\"(\\w+)\"\\)");
    private static final Pattern PREFIX = Pattern.compile("String PREFIX = \"([a-z.]+)\"");

    private static final Pattern WORD = Pattern.compile("\"([a-z_]+)\"");
    private static final Pattern HELPER = Pattern
            .compile("(?:private|static) \\w+ (gauge|counter|latency)\\([^)]*\\) \\{([^}]*)}");

    private MeterNames() {}

    /** Name to the words in the statement that makes it and in the class's own method that it calls: its tags are among them. */
    static Map<String, Set<String>> ofSources(Path project) {
        Map<String, Set<String>> names = new TreeMap<>();
        try (Stream<Path> files = Files.walk(project)) {
            files.filter(file -> file.toString().endsWith(".java") && file.toString().contains("/src/main/"))
                    .forEach(file -> read(file, names));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static void read(Path file, Map<String, Set<String>> names) {
        try {
            String source = Files.readString(file);
            Matcher prefix = PREFIX.matcher(source);
            String ofClass = prefix.find() ? prefix.group(1) : "";
            Map<String, Set<String>> helpers = new TreeMap<>();
            Matcher helper = HELPER.matcher(source);
            while (helper.find()) {
                helpers.put(helper.group(1), words(helper.group(2)));
            }
            Matcher made = MADE.matcher(source);
            while (made.find()) {
                // A method of the class itself puts the prefix in front.
                String name = made.group(3).startsWith("postroom.") ? made.group(3) : ofClass + made.group(3);
                if (name.startsWith("postroom.")) {
                    Matcher unit = UNIT.matcher(made.group(4));
                    Set<String> tags = words(made.group(4));
                    tags.addAll(helpers.getOrDefault(made.group(1), Set.of()));
                    prometheus(name, made.group(1).toLowerCase(Locale.ROOT), unit.find() ? unit.group(1) : null)
                            .forEach(metric -> names.computeIfAbsent(metric, one -> new TreeSet<>()).addAll(tags));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> words(String source) {
        Set<String> words = new TreeSet<>();
        Matcher word = WORD.matcher(source);
        while (word.find()) {
            words.add(word.group(1));
        }
        return words;
    }

    private static List<String> prometheus(String name, String maker, @Nullable String unit) {
        PrometheusNamingConvention convention = new PrometheusNamingConvention();
        if (maker.startsWith("counter")) {
            return List.of(withTotal(convention.name(name, Meter.Type.COUNTER, unit)));
        } else if (maker.startsWith("gauge")) {
            return List.of(convention.name(name, Meter.Type.GAUGE, unit));
        }
        String timer = convention.name(name, Meter.Type.TIMER, "seconds");
        return Stream.of("_count", "_sum", "_max", "_bucket").map(end -> timer + end).toList();
    }

    /** The exporter puts it behind every counter, if the convention does not. */
    private static String withTotal(String counter) {
        return counter.endsWith("_total") ? counter : counter + "_total";
    }
}
