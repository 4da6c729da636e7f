package io.postroom.letterworker;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.worker.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LetterSettingsTest {

    private static final LetterSettings.Folders FOLDERS = new LetterSettings.Folders("incoming", "received",
            "responses");

    @Test
    void namesEveryProblemAtOnceAndNoSecret() {
        // Given
        LetterSettings settings = new LetterSettings("", " ", 0, "", Secret.of("canary"), Path.of("nowhere"),
                Path.of("no-key"),
                "MD5:aa", Path.of("no-hosts"), FOLDERS, Duration.ZERO, Duration.ofSeconds(-1), 0, Double.NaN,
                LetterSettings.Stationery.STANDARD, LetterLook.plain());

        // When
        String problems = String.join("\n", settings.problems());

        // Then
        assertThat(problems)
                .contains("letter.host ", "letter.user ", "letter.name ", "letter.port ", "letter.password ",
                        "private-key-file", "Exactly one of", "host-key-fingerprint is not", "known-hosts-file names",
                        "poll-interval",
                        "connect-timeout", "concurrency", "rate-per-second")
                .doesNotContain("canary");
        assertThat(settings.toString()).doesNotContain("canary");
    }

    @Test
    void asksForAWayToSignInAndForAHostKey() {
        // Given
        LetterSettings settings = new LetterSettings("sftp", "sftp.example", 22, "user", null, null, null, null, null,
                FOLDERS,
                Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 0, LetterSettings.Stationery.LARGE_PRINT,
                LetterLook.plain());

        // When and Then
        assertThat(settings.problems()).hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("no way to sign in"))
                .anySatisfy(problem -> assertThat(problem).contains("known-hosts-file"));
        assertThat(settings.waits()).isEqualTo(Map.of("postroom.letter.connect-timeout", Duration.ofSeconds(1)));
    }
}
