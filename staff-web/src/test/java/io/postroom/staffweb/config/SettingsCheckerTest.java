package io.postroom.staffweb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SettingsCheckerTest {
    @Test
    void everything_that_is_missing_is_told_at_once() {
        // When
        InvalidConfigurationException refused = catchThrowableOfType(InvalidConfigurationException.class,
                () -> SettingsChecker.check(new StaffProperties(null, null, null, null, null, null),
                        new StandardEnvironment()));

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
                new StaffProperties.Database("jdbc:h2:mem:x", "postroom", secret, 1, null),
                new StaffProperties.SignIn("http://issuer.example.gov.uk", "staff", secret, null, null, null),
                new StaffProperties.Session(Duration.ofHours(2), Duration.ofHours(1), null), null, null,
                new StaffProperties.Spreadsheets(-1, -0.1, null));

        // When
        InvalidConfigurationException refused = catchThrowableOfType(InvalidConfigurationException.class,
                () -> SettingsChecker.check(new StaffProperties(null, null, new StaffProperties.Topics("Bad Prefix"),
                        secret, null, staff), new StandardEnvironment()));

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

    @Test
    void a_misspelt_property_is_named_and_what_other_services_read_passes() {
        // Given
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("a file",
                Map.of("postroom.staff.sesion.idle", "5m", "postroom.rule.directory", "/rules",
                        "postroom.staff.session.idle", "5m", "postroom.kafka.properties.sasl.jaas.config", "x",
                        "postroom.sms.providers[0].name", "one", "postroom.worker.concurrency", "5",
                        "postroom.ingest.threads", "2", "postroom.topics.partitions", "12", "server.port", "0")));

        // When
        InvalidConfigurationException refused = catchThrowableOfType(InvalidConfigurationException.class,
                () -> SettingsChecker.check(new StaffProperties(null, null, null, null, null, null), environment));

        // Then
        assertThat(refused.problems()).filteredOn(problem -> problem.contains("is no property of the staff pages"))
                .extracting(problem -> problem.split(" ")[0])
                .containsExactly("postroom.rule.directory", "postroom.staff.sesion.idle");
    }
}
