package io.postroom.ingestservice.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the model is made of. */
class ReferenceModelTest {

    @Test
    void theModelUsesNoClassOfWhatItChecks() throws IOException {
        // Given
        Path sources = Path.of(System.getProperty("basedir", ".")).resolve("src/test/java")
                .resolve(ReferenceModelTest.class.getPackageName().replace('.', '/'));

        // When
        List<String> named;
        try (Stream<Path> files = Files.list(sources)) {
            named = files.flatMap(ReferenceModelTest::lines)
                    .filter(line -> line.startsWith("import io.postroom.")
                            || line.startsWith("import static io.postroom."))
                    .toList();
        }

        // Then
        assertThat(named).isNotEmpty().allMatch(line -> line.matches("import (static )?io\\.postroom\\.schemas\\..*"));
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
