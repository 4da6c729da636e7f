package io.postroom.helm.support;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The chart, rendered by Helm itself. */
public final class Chart {
    /** The chart's folder, seen from any module. */
    public static final Path FOLDER = Path.of("..", "helm", "postroom");

    private static final Pattern SERVES = Pattern.compile("\\.Capabilities\\.APIVersions\\.Has \"([^\"]+)\"");
    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    private Chart() {}

    /** The names of every set of values in the chart's folder ci, without their common end. */
    public static List<String> cases() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString().replace("-values.yaml", "")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes of one of them; rendered once. */
    public static Manifests rendered(String name) {
        return RENDERED.computeIfAbsent(name, one -> render(one, Map.of()));
    }

    /** What comes of one of them where a cluster serves some groups, versions or kinds that the chart asks for, and no others. */
    public static Manifests serving(String name, Set<String> served) {
        return render(values(name), Map.of(), served);
    }

    /** What comes of one of them with some values changed. */
    public static Manifests render(String name, Map<String, Object> changes) {
        return render(values(name), changes);
    }

    /** What Helm says when it has installed one of them; nothing is installed. */
    public static String notes(String name, Map<String, Object> changes) {
        InstallCommand command = new Helm(FOLDER).install().clientOnly().dryRun().withName("rel").withNamespace("ns")
                .withKubeVersion("1.33.0").withValuesFile(values(name));
        changes.forEach(command::set);
        return command.call().getOutput();
    }

    /** What comes of a file of values. */
    public static Manifests render(Path values) {
        return render(values, Map.of());
    }

    private static Manifests render(Path values, Map<String, Object> changes) {
        return render(values, changes, Set.of());
    }

    private static Manifests render(Path values, Map<String, Object> changes, Set<String> served) {
        Path copy = readyToRender(served);
        try {
            TemplateCommand command = new Helm(copy).template().withName("rel").withNamespace("ns")
                    .withKubeVersion("1.33.0").withValuesFile(values);
            changes.forEach(command::set);
            return Manifests.of(command.call());
        } finally {
            delete(copy);
        }
    }

    /** A file of values in the folder ci. */
    public static Path values(String name) {
        return FOLDER.resolve("ci").resolve(name + "-values.yaml");
    }

    /**
     * Helm's template command of this library leaves hooks out: in a copy their annotation has another name. Nor does it take what
     * a cluster serves: in the copy stands the answer instead of the question.
     */
    private static Path readyToRender(Set<String> served) {
        try {
            Path copy = Files.createTempDirectory("chart").resolve("postroom");
            try (Stream<Path> all = Files.walk(FOLDER)) {
                for (Path file : all.toList()) {
                    Path target = copy.resolve(FOLDER.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else if (file.toString().endsWith(".yaml") || file.toString().endsWith(".tpl")) {
                        Files.writeString(target, SERVES.matcher(Files.readString(file))
                                .replaceAll(asked -> String.valueOf(served.contains(asked.group(1))))
                                .replace("\"helm.sh/hook\"", "\"postroom.test/hook\""));
                    } else {
                        Files.copy(file, target);
                    }
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path copy) {
        try (Stream<Path> all = Files.walk(copy.getParent())) {
            all.sorted((one, other) -> other.compareTo(one)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
