package io.postroom.staffweb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsCheckerTest {
    @Test
    void everything_that_is_missing_is_told_at_once() {
        // When
        InvalidConfigurationException refused = catchThrowableOfType(InvalidConfigurationException.class,
                () -> SettingsChecker.check(new StaffProperties(null, null, null, null, null, null)));

        // Then
        assertThat(refused.problems()).extracting(problem -> problem.split("[ :]", 2)[0]).containsExactlyInAnyOrder(
                "postroom.kafka.bootstrap-servers", "postroom.schema-registry.url", "postroom.keys",
                "postroom.rules.directory", "postroom.staff.database.url", "postroom.staff.database.user",
                "postroom.staff.database.password", "postroom.staff.sign-in.issuer",
                "postroom.staff.sign-in.client-id", "postroom.staff.sign-in.client");
    }

    @Test
    void what_is_given_and_wrong_is_told_without_showing_a_secret() {
        // Given
        var secret = new StaffProperties.SecretSource("tooshort", null);
        StaffProperties.Staff staff = new StaffProperties.Staff(
                new StaffProperties.Database("jdbc:h2:mem:x", "postroom", secret, 1),
                new StaffProperties.SignIn("http://issuer.example.gov.uk", "staff", secret, null, null),
                new StaffProperties.Session(Duration.ofHours(2), Duration.ofHours(1), null), null, null,
                new StaffProperties.Spreadsheets(-1, -0.1, null));

        // When
        InvalidConfigurationException refused = catchThrowableOfType(InvalidConfigurationException.class,
                () -> SettingsChecker.check(new StaffProperties(null, null, new StaffProperties.Topics("Bad Prefix"),
                        secret, null, staff)));

        // Then
        assertThat(refused).hasMessageContaining("must begin with jdbc:postgresql:")
                .hasMessageContaining("postroom.staff.spreadsheets.approval-above is -1")
                .hasMessageContaining("postroom.staff.spreadsheets.pence-per-text is -0.1")
                .hasMessageContaining("must be an https address")
                .hasMessageContaining("postroom.staff.session.longest must not be shorter")
                .hasMessageContaining("postroom.staff.database.connections is 1")
                .hasMessageContaining("postroom.keys: the secret has 8 bytes")
                .hasMessageContaining("postroom.topics.prefix").hasMessageNotContaining("tooshort");
    }
}
