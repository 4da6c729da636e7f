package io.postroom.staffweb.config;

import io.postroom.schemas.Names;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The checked configuration, with every default filled in.
 *
 * <p>Immutable. Its text leaves out what may be secret.
 */
public record StaffSettings(String bootstrapServers, Map<String, String> kafkaProperties, String registryUrl,
        Map<String, String> registryProperties, boolean registerSchemas, Names.Topics topics, String keySecret,
        Path rulesDirectory, Database database, SignIn signIn, Session session, String consumerGroup,
        Duration personalDataKept, Spreadsheets spreadsheets) {
    /** The PostgreSQL database. */
    public record Database(String url, String user, String password, int connections, boolean migrate) {
        @Override
        public String toString() {
            return "Database[•••]";
        }
    }

    /** The OpenID Connect provider. */
    public record SignIn(URI issuer, String clientId, String clientSecret, List<String> scopes, String rolesClaim,
            int attemptsPerMinute) {
        public SignIn {
            scopes = List.copyOf(scopes);
        }

        @Override
        public String toString() {
            return "SignIn[issuer=" + issuer + "]";
        }
    }

    /** How long somebody stays signed in. */
    public record Session(Duration idle, Duration longest, boolean secureCookies) {}

    /** What may be sent at once by spreadsheet, and what it costs; no price where none is to be shown. */
    public record Spreadsheets(int approvalAbove, @Nullable BigDecimal pencePerText,
            @Nullable BigDecimal pencePerLetter) {}

    public StaffSettings {
        kafkaProperties = Map.copyOf(kafkaProperties);
        registryProperties = Map.copyOf(registryProperties);
    }

    @Override
    public String toString() {
        return "StaffSettings[consumerGroup=" + consumerGroup + "]";
    }
}
