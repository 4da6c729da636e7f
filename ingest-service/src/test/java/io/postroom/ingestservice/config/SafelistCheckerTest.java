package io.postroom.ingestservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.ingestservice.audience.Audience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A safelist that is wrong stops the start, and never says what stands on it. */
class SafelistCheckerTest {
    private final List<String> problems = new ArrayList<>();

    @TempDir
    Path folder;

    private Audience check(Boolean enabled, List<String> recipients, Path file) {
        return new SafelistChecker(problems).check(new IngestProperties.Safelist(enabled, recipients, file));
    }

    @Test
    void withoutOneEverybodyIsWrittenTo() {
        assertThat(new SafelistChecker(problems).check(null)).isSameAs(Audience.EVERYBODY);
        assertThat(check(false, null, null)).isSameAs(Audience.EVERYBODY);
        assertThat(problems).isEmpty();
    }

    @Test
    void recipientsComeFromTheConfigurationAndFromAFile() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("list"), "# the team\n\nada@example.com\n07700 900124\n");

        // When
        Audience audience = check(true, List.of("07700 900123"), file);

        // Then
        assertThat(problems).isEmpty();
        assertThat(audience.size()).isEqualTo(3);
    }

    @Test
    void aListThatIsNotSwitchedOnIsRefused() {
        // When
        check(null, List.of("07700 900123"), null);

        // Then
        assertThat(problems).singleElement().asString().contains("is not enabled",
                "postroom.ingest.safelist.enabled to true");
    }

    @Test
    void everyEntryThatCanBeNobodysIsNamedByItsPlace() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("list"), "ada@example.com\nada@\n");

        // When
        check(true, List.of("07700 900123", "0770"), file);
        check(true, null, folder.resolve("missing"));

        // Then
        assertThat(problems).hasSize(3).noneMatch(problem -> problem.contains("0770") || problem.contains("ada"));
        assertThat(problems.get(0)).contains("recipients[1]");
        assertThat(problems.get(1)).contains("line 2");
        assertThat(problems.get(2)).contains("cannot be read");
    }
}
