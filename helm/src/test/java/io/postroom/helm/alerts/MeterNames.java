package io.postroom.helm.alerts;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The meters that the services' sources make, under the names that Prometheus knows them by. */
final class MeterNames {
    private static final Pattern MADE = Pattern.compile(
            "(counter|timer|gauge|latency|Counter\\s*\\.builder|Timer\\s*\\.builder|Gauge\\s*\\.builder)\\(\\s*(PREFIX \\+ )?"
                    + "\"([a-z][a-z0-9_.]*)\"([^;]*);");
    private static final Pattern UNIT = Pattern.compile("\\.baseUnit\\(\"(\\w+)\"\\)");
    private static final Pattern PREFIX = Pattern.compile("String PREFIX = \"([a-z.]+)\"");

    private MeterNames() {}

    static Set<String> ofSources(Path project) {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(project)) {
            files.filter(file -> file.toString().endsWith(".java") && file.toString().contains("/src/main/"))
                    .forEach(file -> read(file, names));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static void read(Path file, Set<String> names) {
        try {
            String source = Files.readString(file);
            Matcher prefix = PREFIX.matcher(source);
            String ofClass = prefix.find() ? prefix.group(1) : "";
            Matcher made = MADE.matcher(source);
            while (made.find()) {
                // A method of the class itself puts the prefix in front.
                String name = made.group(3).startsWith("postroom.") ? made.group(3) : ofClass + made.group(3);
                if (name.startsWith("postroom.")) {
                    Matcher unit = UNIT.matcher(made.group(4));
                    add(names, name, made.group(1).toLowerCase(java.util.Locale.ROOT),
                            unit.find() ? unit.group(1) : null);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(Set<String> names, String name, String maker, @Nullable String unit) {
        PrometheusNamingConvention convention = new PrometheusNamingConvention();
        if (maker.startsWith("counter")) {
            names.add(withTotal(convention.name(name, Meter.Type.COUNTER, unit)));
        } else if (maker.startsWith("gauge")) {
            names.add(convention.name(name, Meter.Type.GAUGE, unit));
        } else {
            String timer = convention.name(name, Meter.Type.TIMER, "seconds");
            List.of("_count", "_sum", "_max", "_bucket").forEach(end -> names.add(timer + end));
        }
    }

    /** The exporter puts it behind every counter, if the convention does not. */
    private static String withTotal(String counter) {
        return counter.endsWith("_total") ? counter : counter + "_total";
    }
}
