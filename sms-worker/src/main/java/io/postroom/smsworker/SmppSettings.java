package io.postroom.smsworker;

import io.postroom.worker.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One SMPP 3.4 account.
 *
 * @param name                   its name in gates, metrics and receipts
 * @param host                   the SMSC
 * @param port                   its port
 * @param systemId               the account
 * @param password               its password, at most 8 characters in SMPP
 * @param passwordFile           or a file with it
 * @param systemType             as the provider says; usually empty
 * @param tls                    whether to speak TLS, with the host name verified
 * @param sslBundle              a {@code spring.ssl.bundle} with the authorities to trust; null for the JVM's own
 * @param sessions               transceiver sessions at a time
 * @param window                 submit_sm without answer at a time in each session
 * @param ratePerSecond          contracted parts of texts a second of all instances together; 0 for no limit
 * @param connectTimeout         for the connection and for the bind
 * @param responseTimeout        after this a submit_sm without answer is unknown; shorter than the worker's attempt deadline
 * @param enquireLink            silence after which the link is checked
 * @param reconnectAfter         the first wait after a lost or refused bind; doubles, with jitter
 * @param reconnectAtMost        the longest
 * @param throttleDelay          how long to wait when the provider asks for a lower rate
 * @param longestValidity        the longest validity_period that the provider takes
 * @param defaultAlphabet        what the provider takes data_coding 0 for
 * @param concatenation          how long texts are joined
 * @param responseId             how submit_sm_resp writes message ids
 * @param receiptId              how receipts write message ids
 * @param receiptZone            the zone of the dates in receipts
 * @param statusCodes            verdicts on command_status by code, over the usual ones
 * @param unknownRecipientErrors error codes of receipts that mean that the number does not exist
 */
record SmppSettings(@DefaultValue("") String name, @DefaultValue("") String host, @DefaultValue("2775") int port,
        @DefaultValue("") String systemId, @Nullable Secret password, @Nullable Path passwordFile,
        @DefaultValue("") String systemType, @Nullable Boolean tls, @Nullable String sslBundle,
        @DefaultValue("1") int sessions, @DefaultValue("10") int window, @DefaultValue("0") double ratePerSecond,
        @DefaultValue("10s") Duration connectTimeout, @DefaultValue("10s") Duration responseTimeout,
        @DefaultValue("30s") Duration enquireLink, @DefaultValue("1s") Duration reconnectAfter,
        @DefaultValue("30s") Duration reconnectAtMost, @DefaultValue("1s") Duration throttleDelay,
        @DefaultValue("72h") Duration longestValidity, @DefaultValue("gsm-7") DefaultAlphabet defaultAlphabet,
        @DefaultValue("udh-8") Concatenation concatenation, @DefaultValue("text") ReferenceForm responseId,
        @DefaultValue("text") ReferenceForm receiptId, @DefaultValue("UTC") ZoneId receiptZone,
        @DefaultValue Map<String, Verdict> statusCodes, @DefaultValue List<String> unknownRecipientErrors) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|::1|\\[::1]");

    /** What an SMSC takes data_coding 0 for. */
    enum DefaultAlphabet {
        /** 3GPP TS 23.038, one septet to an octet. */
        GSM_7,
        /** ISO 8859-1. What it does not have goes as UCS-2. */
        LATIN_1
    }

    /** How the parts of a long text are joined. */
    enum Concatenation {
        /** A user data header with an 8-bit reference: 153 septets or 67 UTF-16 units a part. */
        UDH_8,
        /** A user data header with a 16-bit reference, which costs one unit a part: 152 and 66. */
        UDH_16,
        /** sar_* parameters; the SMSC writes the header. */
        SAR,
        /** The whole text in message_payload; the SMSC splits. */
        PAYLOAD
    }

    /** Whether TLS is spoken: unless told otherwise, to everything but this machine. */
    boolean secured() {
        return tls != null ? tls : !LOOPBACK.matcher(host).matches();
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
            problems.add(at + ".host is not set; name the SMSC.");
        }
        if (port < 1 || port > 65_535) {
            problems.add(at + ".port is " + port + "; it must be between 1 and 65535.");
        }
        if (systemId.isBlank() || systemId.length() > 15) {
            problems.add(at + ".system-id must have 1 to 15 characters (SMPP 3.4, 5.2.1).");
        }
        problems.addAll(Secret.problems(at + ".password", password, passwordFile));
        if (problems.isEmpty() && secret().length() > 8) {
            problems.add(at + ".password is longer than the 8 characters that SMPP 3.4 allows (5.2.2).");
        }
        atLeastOne(problems, at + ".sessions", sessions);
        atLeastOne(problems, at + ".window", window);
        if (!(ratePerSecond >= 0) || Double.isInfinite(ratePerSecond)) {
            problems.add(
                    at + ".rate-per-second is " + ratePerSecond + "; give parts of texts a second, or 0 for no limit.");
        }
        positive(problems, at + ".connect-timeout", connectTimeout);
        positive(problems, at + ".response-timeout", responseTimeout);
        positive(problems, at + ".enquire-link", enquireLink);
        positive(problems, at + ".reconnect-after", reconnectAfter);
        positive(problems, at + ".throttle-delay", throttleDelay);
        positive(problems, at + ".longest-validity", longestValidity);
        if (reconnectAtMost.compareTo(reconnectAfter) < 0) {
            problems.add(at + ".reconnect-at-most is " + reconnectAtMost + "; it must not be shorter than "
                    + "reconnect-after, " + reconnectAfter + ".");
        }
        for (String code : statusCodes.keySet()) {
            if (!StatusCodes.isCode(code)) {
                problems.add(at + ".status-codes has the key '" + code
                        + "', which is not a command_status; write it as 69 or 0x45.");
            }
        }
        return problems;
    }

    private static void atLeastOne(List<String> problems, String name, int value) {
        if (value < 1) {
            problems.add(name + " is " + value + "; it must be at least 1.");
        }
    }

    private static void positive(List<String> problems, String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            problems.add(name + " is " + value + "; it must be positive.");
        }
    }
}
