package io.postroom.helm.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the sources say about the components of records. */
final class Javadocs {
    private static final Path PROJECT = Path.of("..");

    private Javadocs() {}

    /** The text of {@code @param} of a component; fails where there is none. */
    static String of(Class<?> record, String component) {
        String source = source(record);
        Matcher declared = Pattern.compile("\\brecord " + record.getSimpleName() + "\\(").matcher(source);
        if (!declared.find()) {
            throw new AssertionError(record + " is not declared in its source.");
        }
        String comment = source.substring(source.lastIndexOf("/**", declared.start()), declared.start());
        Matcher said = Pattern.compile("@param " + component + "\\s+((?:.(?!@param |\\*/))+.)", Pattern.DOTALL)
                .matcher(comment);
        if (!said.find()) {
            throw new AssertionError(record + " does not say what " + component + " is: give it a @param.");
        }
        return said.group(1).replaceAll("\\R\\s*\\*", " ").replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ").replace("null for", "if not set,").strip().replaceAll("[.]$", "");
    }

    private static String source(Class<?> record) {
        String file = record.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java";
        try (Stream<Path> modules = Files.list(PROJECT)) {
            Path found = modules.map(module -> module.resolve("src/main/java").resolve(file)).filter(Files::exists)
                    .findFirst().orElseThrow(() -> new AssertionError("There is no source of " + record + "."));
            return Files.readString(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
