package io.postroom.staffweb.config;

import io.postroom.rules.identity.KeyHasher;
import io.postroom.schemas.Names;
import io.postroom.staffweb.config.StaffProperties.SecretSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

/** Checks the configuration as a whole and fills in defaults, so that all problems are told at once. */
public final class SettingsChecker {
    private static final String DATABASE = "postroom.staff.database.";
    private static final String SPREADSHEETS = "postroom.staff.spreadsheets.";
    private static final String SIGN_IN = "postroom.staff.sign-in.";

    private final List<String> problems = new ArrayList<>();

    private SettingsChecker() {}

    /**
     * The settings that the configuration gives.
     *
     * @throws InvalidConfigurationException naming every problem
     */
    public static StaffSettings check(StaffProperties properties) {
        return new SettingsChecker().checked(properties);
    }

    /**
     * The same, with every property of the environment under {@code postroom.} that nothing reads among the problems.
     *
     * @throws InvalidConfigurationException naming every problem
     */
    public static StaffSettings check(StaffProperties properties, ConfigurableEnvironment environment) {
        SettingsChecker checker = new SettingsChecker();
        checker.problems.addAll(UnknownProperties.problems(environment));
        return checker.checked(properties);
    }

    private StaffSettings checked(StaffProperties properties) {
        StaffSettings settings = settings(properties);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return settings;
    }

    private StaffSettings settings(StaffProperties given) {
        var kafka = or(given.kafka(), new StaffProperties.Kafka(null, null));
        var registry = or(given.schemaRegistry(), new StaffProperties.SchemaRegistry(null, null, null));
        var staff = or(given.staff(), new StaffProperties.Staff(null, null, null, null, null, null));
        Names.Topics topics = topics(given.topics());
        return new StaffSettings(
                required("postroom.kafka.bootstrap-servers", kafka.bootstrapServers(),
                        "Give host:port of some brokers, separated by commas."),
                or(kafka.properties(), Map.of()),
                required("postroom.schema-registry.url", registry.url(), "Give the address of its Confluent API."),
                or(registry.properties(), Map.of()), or(registry.autoRegister(), false), topics,
                keySecret(given.keys()), rules(given.rules()),
                database(or(staff.database(), new StaffProperties.Database(null, null, null, null, null))),
                signIn(or(staff.signIn(), new StaffProperties.SignIn(null, null, null, null, null, null))),
                session(or(staff.session(), new StaffProperties.Session(null, null, null))),
                or(staff.consumerGroup(), topics.prefix() + "postroom-staff-web"),
                within("postroom.staff.personal-data-kept", or(staff.personalDataKept(), Duration.ofDays(90)),
                        Duration.ofHours(1), Duration.ofDays(3660)),
                spreadsheets(or(staff.spreadsheets(), new StaffProperties.Spreadsheets(null, null, null))));
    }

    private StaffSettings.Spreadsheets spreadsheets(StaffProperties.Spreadsheets given) {
        return new StaffSettings.Spreadsheets(
                within(SPREADSHEETS + "approval-above", or(given.approvalAbove(), 1_000), 0, 100_000),
                price("pence-per-text", or(given.pencePerText(), 2.4)),
                price("pence-per-letter", or(given.pencePerLetter(), 0.0)));
    }

    private @Nullable BigDecimal price(String name, double pence) {
        double price = within(SPREADSHEETS + name, pence, 0.0, 10_000.0);
        return price > 0 ? BigDecimal.valueOf(price) : null;
    }

    private StaffSettings.Database database(StaffProperties.Database given) {
        String url = required(DATABASE + "url", given.url(), "Give it as jdbc:postgresql://host:port/name.");
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
            problems.add(DATABASE + "url must begin with jdbc:postgresql: since no other database will do.");
        }
        return new StaffSettings.Database(url,
                required(DATABASE + "user", given.user(), "Give the role that owns the database."),
                secret(DATABASE + "password", given.password()),
                within(DATABASE + "connections", or(given.connections(), 10), 3, 100), or(given.migrate(), true));
    }

    private StaffSettings.SignIn signIn(StaffProperties.SignIn given) {
        return new StaffSettings.SignIn(issuer(given.issuer()),
                required(SIGN_IN + "client-id", given.clientId(), "Give what the issuer knows these pages as."),
                secret(SIGN_IN + "client", given.client()), or(given.scopes(), List.of("profile")),
                or(given.rolesClaim(), "postroom"),
                within(SIGN_IN + "attempts-per-minute", or(given.attemptsPerMinute(), 120), 5, 100_000));
    }

    private URI issuer(@Nullable String given) {
        String text = required(SIGN_IN + "issuer", given,
                "Give the issuer identifier of your OpenID Connect provider.");
        URI none = URI.create("");
        try {
            URI issuer = URI.create(text);
            boolean loopback = "localhost".equals(issuer.getHost()) || "127.0.0.1".equals(issuer.getHost());
            if (!text.isEmpty() && !"https".equals(issuer.getScheme())
                    && !("http".equals(issuer.getScheme()) && loopback)) {
                problems.add(SIGN_IN + "issuer must be an https address; http is for an issuer on this machine alone.");
            }
            return issuer;
        } catch (IllegalArgumentException e) {
            problems.add(SIGN_IN + "issuer is not an address.");
            return none;
        }
    }

    private StaffSettings.Session session(StaffProperties.Session given) {
        Duration idle = within("postroom.staff.session.idle", or(given.idle(), Duration.ofMinutes(30)),
                Duration.ofMinutes(1), Duration.ofHours(12));
        Duration longest = within("postroom.staff.session.longest", or(given.longest(), Duration.ofHours(10)),
                Duration.ofMinutes(1), Duration.ofHours(24));
        if (longest.compareTo(idle) < 0) {
            problems.add("postroom.staff.session.longest must not be shorter than postroom.staff.session.idle.");
        }
        return new StaffSettings.Session(idle, longest, or(given.secureCookies(), true));
    }

    private Names.Topics topics(StaffProperties.@Nullable Topics given) {
        String prefix = given == null ? "" : or(given.prefix(), "");
        try {
            return new Names.Topics(prefix);
        } catch (IllegalArgumentException e) {
            problems.add("postroom.topics.prefix: " + e.getMessage());
            return Names.Topics.DEFAULT;
        }
    }

    private String keySecret(@Nullable SecretSource given) {
        String secret = secret("postroom.keys", given);
        int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > 0 && bytes < KeyHasher.MIN_SECRET_BYTES) {
            problems.add("postroom.keys: the secret has " + bytes + " bytes; give it at least "
                    + KeyHasher.MIN_SECRET_BYTES + " random ones.");
        }
        return secret;
    }

    private String secret(String name, @Nullable SecretSource given) {
        String text = given == null ? null : given.secret();
        Path file = given == null ? null : given.secretFile();
        if (text == null && file == null || text != null && file != null) {
            problems.add(name + ": give either 'secret' (from the environment) or 'secret-file', one of the two.");
            return "";
        }
        try {
            // An editor's line end is not part of a secret.
            String secret = file == null ? or(text, "") : Files.readString(file).strip();
            if (secret.isEmpty()) {
                problems.add(name + ": the secret is empty.");
            }
            return secret;
        } catch (IOException e) {
            problems.add(name + ".secret-file: the file '" + file + "' cannot be read.");
            return "";
        }
    }

    private Path rules(StaffProperties.@Nullable Rules given) {
        Path directory = given == null ? null : given.directory();
        if (directory == null) {
            problems.add("postroom.rules.directory is missing. Give the folder that holds one folder a service.");
            return Path.of("");
        }
        if (!Files.isDirectory(directory)) {
            problems.add("postroom.rules.directory: there is no folder '" + directory + "'.");
        }
        return directory;
    }

    private String required(String name, @Nullable String value, String advice) {
        if (value == null || value.isBlank()) {
            problems.add(name + " is missing. " + advice);
            return "";
        }
        return value;
    }

    private <T extends Comparable<T>> T within(String name, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + " is " + value + ", but must be between " + least + " and " + most + ".");
        }
        return value;
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
