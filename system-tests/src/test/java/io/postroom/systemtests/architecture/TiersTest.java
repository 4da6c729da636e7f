package io.postroom.systemtests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CI runs the ordinary tests once: in its second call only what says that there is more of it in that tier. */
class TiersTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern GROWS = Pattern.compile("generated\\.inputs|simulation\\.seeds|Generated\\.inputs\\(");

    @Test
    void a_test_that_does_more_in_a_higher_tier_is_tagged_scaled() {
        // Given
        List<Path> growing = testSources().filter(file -> GROWS.matcher(text(file)).find()).toList();

        // When
        List<Path> untagged = growing.stream()
                .filter(file -> !text(file).contains("@Tag(\"scaled\")") && !text(file).contains("@Tag(\"full\")"))
                .map(HOME::relativize).toList();

        // Then
        assertThat(growing).hasSizeGreaterThan(10);
        assertThat(untagged).isEmpty();
    }

    private static Stream<Path> testSources() {
        try (Stream<Path> modules = Files.list(HOME)) {
            return modules.map(module -> module.resolve("src/test/java")).filter(Files::isDirectory)
                    .flatMap(TiersTest::tests).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> tests(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith("Test.java"))
                    .filter(file -> !file.endsWith("TiersTest.java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
