package io.postroom.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What callers are told in Javadoc of what can go wrong is all that can. */
class DocumentedTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern PUBLIC_TYPE = Pattern
            .compile("^public (?:sealed |final |abstract )*(?:class|interface|record|enum) ", Pattern.MULTILINE);
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*.*?\\*/", Pattern.DOTALL);
    /** A problem is a code and two sentences: a word of lower case with hyphens, and a text that begins like a sentence. */
    private static final Pattern PROBLEM = Pattern.compile("\"([a-z0-9]+(?:-[a-z0-9]+)+)\",\\s*\"[A-Z‘]");

    @Test
    void everyCodeOfAProblemStandsInTheJavadocOfAPublicType() {
        // Given
        String told = sources().values().stream().filter(source -> PUBLIC_TYPE.matcher(source).find())
                .flatMap(source -> JAVADOC.matcher(source).results().map(result -> result.group()))
                .collect(Collectors.joining("\n"));

        // When
        TreeSet<String> codes = new TreeSet<>();
        for (String source : sources().values()) {
            Matcher problem = PROBLEM.matcher(source);
            while (problem.find()) {
                codes.add(problem.group(1));
            }
        }

        // Then
        assertThat(codes).contains("too-short", "not-an-email-address", "damaged-spreadsheet", "colour-too-light",
                "missing-personalisation").hasSizeGreaterThan(50);
        assertThat(codes).allSatisfy(
                code -> assertThat(told).containsPattern("\\{@code\\s+(\\*\\s+)?" + Pattern.quote(code) + "\\}"));
    }

    @Test
    void everyPublicTypeSaysWhatItIs() {
        // When
        List<String> silent = new ArrayList<>();
        sources().forEach((name, source) -> {
            Matcher type = PUBLIC_TYPE.matcher(source);
            if (type.find()) {
                String before = source.substring(0, type.start()).replaceAll("@\\w+(\\(.*\\))?\\s*$", "").strip();
                if (!before.endsWith("*/")) {
                    silent.add(name);
                }
            }
        });

        // Then
        assertThat(silent).isEmpty();
    }

    private static Map<String, String> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Map<String, String> sources = new TreeMap<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.put(file.getFileName().toString(), Files.readString(file));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
