package io.postroom.emailworker;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.worker.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmailSettingsTest {
    @Test
    void goodSettingsHaveNoProblem() {
        assertThat(TestEmails.channel(List.of(TestEmails.settings(587, Map.of())), "bounces@bounce.example.org")
                .problems()).isEmpty();
        assertThat(new KeySettings(Secret.of("0123456789abcdef"), null).problems()).isEmpty();
    }

    @Test
    void everyProblemIsReportedAtOnceWithItsName() {
        // Given
        SmtpSettings bad = TestEmails.settings(0, Map.of("name", "Not a name", "host", "mail.example.org", "username",
                "someone", "connections", "0"));

        // When
        List<String> problems = TestEmails.channel(List.of(bad, bad), "nowhere").problems();

        // Then
        assertThat(problems).anyMatch(one -> one.startsWith("postroom.email.providers[0].name"))
                .anyMatch(one -> one.startsWith("postroom.email.providers[0].port"))
                .anyMatch(one -> one.contains("tls is none, and the host is not this machine"))
                .anyMatch(one -> one.contains("username is set without a password"))
                .anyMatch(one -> one.startsWith("postroom.email.providers[1].connections"))
                .anyMatch(one -> one.contains("name is used twice"))
                .anyMatch(one -> one.startsWith("postroom.email.bounces.address"));
    }

    @Test
    void theWaitsForEachRelayAreTold() {
        assertThat(TestEmails.channel(List.of(TestEmails.settings(587, Map.of("read-timeout", "60s"))),
                "bounces@bounce.example.org").waits()).containsExactlyInAnyOrderEntriesOf(
                        Map.of("postroom.email.providers[0].connect-timeout", Duration.ofSeconds(5),
                                "postroom.email.providers[0].read-timeout", Duration.ofSeconds(60)));
    }

    @Test
    void returnAddressesNeedAKey() {
        assertThat(new KeySettings(null, null).problems()).singleElement().asString().contains("postroom.keys.secret");
        assertThat(new KeySettings(Secret.of("short"), null).problems()).singleElement().asString()
                .doesNotContain("short");
    }
}
