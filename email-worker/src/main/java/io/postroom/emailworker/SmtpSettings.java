package io.postroom.emailworker;

import io.postroom.worker.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One relay.
 *
 * @param name           its name in gates, metrics and receipts
 * @param host           the relay
 * @param port           its port
 * @param tls            how it is secured
 * @param sslBundle      a {@code spring.ssl.bundle} with the authorities to trust; null for the JVM's own
 * @param username       the account; empty for none
 * @param password       its password
 * @param passwordFile   or a file with it
 * @param helloName      what the worker calls itself; null for the machine's name
 * @param connections    connections at a time
 * @param ratePerSecond  contracted messages a second of all instances together; 0 for no limit
 * @param connectTimeout for the connection; shorter than the worker's attempt deadline
 * @param readTimeout    for each answer of the relay; shorter than the worker's attempt deadline
 * @param idle           after this an unused connection is closed
 * @param greylistWait   the wait after a passing refusal of the recipient or of a policy
 * @param throttleDelay  how long to wait when the relay asks for a lower rate
 */
record SmtpSettings(@DefaultValue("") String name, @DefaultValue("") String host, @DefaultValue("587") int port,
        @DefaultValue("starttls") Tls tls, @Nullable String sslBundle, @DefaultValue("") String username,
        @Nullable Secret password, @Nullable Path passwordFile, @Nullable String helloName,
        @DefaultValue("8") int connections, @DefaultValue("0") double ratePerSecond,
        @DefaultValue("10s") Duration connectTimeout, @DefaultValue("20s") Duration readTimeout,
        @DefaultValue("30s") Duration idle, @DefaultValue("5m") Duration greylistWait,
        @DefaultValue("1s") Duration throttleDelay) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|::1|\\[::1]");

    /** How a connection is secured. Host names are verified with both. */
    enum Tls {
        /** STARTTLS, required. */
        STARTTLS,
        /** TLS from the first byte. */
        IMPLICIT,
        /** Plain text; only to this machine. */
        NONE
    }

    String secret() {
        Secret resolved = Secret.resolve(password, passwordFile);
        return resolved == null ? "" : resolved.reveal();
    }

    List<String> problems(String at) {
        List<String> problems = new ArrayList<>();
        if (!name.matches("[a-z0-9][a-z0-9-]{0,30}")) {
            problems.add(at + ".name must be 1 to 31 lower-case letters, digits and hyphens.");
        }
        if (host.isBlank()) {
            problems.add(at + ".host is not set; name the relay.");
        }
        if (port < 1 || port > 65_535) {
            problems.add(at + ".port is " + port + "; it must be between 1 and 65535.");
        }
        if (tls == Tls.NONE && !LOOPBACK.matcher(host).matches()) {
            problems.add(at + ".tls is none, and the host is not this machine; use starttls or implicit.");
        }
        problems.addAll(Secret.problems(at + ".password", password, passwordFile));
        if (!username.isEmpty() && password == null && passwordFile == null) {
            problems.add(at + ".username is set without a password; set password or password-file.");
        }
        if (connections < 1) {
            problems.add(at + ".connections is " + connections + "; it must be at least 1.");
        }
        if (!(ratePerSecond >= 0) || Double.isInfinite(ratePerSecond)) {
            problems.add(at + ".rate-per-second is " + ratePerSecond + "; give messages a second, or 0 for no limit.");
        }
        positive(problems, at + ".connect-timeout", connectTimeout);
        positive(problems, at + ".read-timeout", readTimeout);
        positive(problems, at + ".idle", idle);
        positive(problems, at + ".greylist-wait", greylistWait);
        positive(problems, at + ".throttle-delay", throttleDelay);
        return problems;
    }

    private static void positive(List<String> problems, String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            problems.add(name + " is " + value + "; it must be positive.");
        }
    }
}
