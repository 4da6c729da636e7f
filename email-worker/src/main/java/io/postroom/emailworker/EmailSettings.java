package io.postroom.emailworker;

import io.postroom.content.recipient.EmailAddress;
import io.postroom.worker.CheckedSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The e-mail channel.
 *
 * @param providers       relays, in order of preference
 * @param messageIdDomain right of the at sign in Message-ID; null for the domain of the bounce address
 * @param bounces         where delivery reports come in
 */
@ConfigurationProperties("postroom.email")
record EmailSettings(@DefaultValue List<SmtpSettings> providers, @Nullable String messageIdDomain,
        @DefaultValue Bounces bounces) implements CheckedSettings {

    /**
     * The listener for delivery reports.
     *
     * @param address       the return address without its token, such as bounces@bounce.example.gov.uk
     * @param host          the address to listen at
     * @param port          the port to listen at; 0 for a free one
     * @param sslBundle     a {@code spring.ssl.bundle} with the listener's certificate, for STARTTLS; null for none
     * @param maxConnections connections at a time
     * @param maxBytes      the largest report that is taken
     */
    record Bounces(@DefaultValue("") String address, @DefaultValue("127.0.0.1") String host,
            @DefaultValue("2526") int port, @Nullable String sslBundle, @DefaultValue("100") int maxConnections,
            @DefaultValue("1048576") int maxBytes) {
        String localPart() {
            return address.substring(0, address.indexOf('@'));
        }

        String domain() {
            return address.substring(address.indexOf('@') + 1);
        }
    }

    String idDomain() {
        return messageIdDomain != null ? messageIdDomain : bounces.domain();
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (providers.isEmpty()) {
            problems.add("postroom.email.providers is empty; name at least one relay.");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < providers.size(); i++) {
            SmtpSettings provider = providers.get(i);
            problems.addAll(provider.problems("postroom.email.providers[" + i + "]"));
            if (!names.add(provider.name())) {
                problems.add("postroom.email.providers[" + i + "].name is used twice; receipts are told apart by it.");
            }
        }
        if (!EmailAddress.parse(bounces.address()).isValid() || bounces.localPart().length() > BounceTokens.ROOM) {
            problems.add("postroom.email.bounces.address must be an e-mail address with at most " + BounceTokens.ROOM
                    + " characters before the at sign; delivery reports come to it.");
        }
        if (messageIdDomain != null && !EmailAddress.parse("id@" + messageIdDomain).isValid()) {
            problems.add("postroom.email.message-id-domain is not a domain name.");
        }
        if (bounces.port() < 0 || bounces.port() > 65_535) {
            problems.add("postroom.email.bounces.port is " + bounces.port() + "; it must be between 0 and 65535.");
        }
        if (bounces.maxConnections() < 1) {
            problems.add("postroom.email.bounces.max-connections is " + bounces.maxConnections()
                    + "; it must be at least 1.");
        }
        if (bounces.maxBytes() < 10_000) {
            problems.add("postroom.email.bounces.max-bytes is " + bounces.maxBytes() + "; it must be at least 10000.");
        }
        return problems;
    }

    @Override
    public Map<String, Duration> waits() {
        Map<String, Duration> waits = new HashMap<>();
        for (int i = 0; i < providers.size(); i++) {
            waits.put("postroom.email.providers[" + i + "].connect-timeout", providers.get(i).connectTimeout());
            waits.put("postroom.email.providers[" + i + "].read-timeout", providers.get(i).readTimeout());
        }
        return waits;
    }
}
