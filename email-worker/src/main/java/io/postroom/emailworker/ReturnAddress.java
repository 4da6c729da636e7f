package io.postroom.emailworker;

import io.postroom.emailworker.BounceTokens.Sent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The envelope sender of a message, to which relays report: the bounce address with a token. */
record ReturnAddress(String localPart, String domain, BounceTokens tokens) {

    String of(String provider, UUID notificationId) {
        return localPart + "+" + tokens.token(provider, notificationId) + "@" + domain;
    }

    /** What a return address names; empty if it is none of ours. */
    Optional<Sent> read(String address, List<String> providers) {
        int at = address.lastIndexOf('@');
        if (at < 0 || !address.substring(at + 1).equalsIgnoreCase(domain)) {
            return Optional.empty();
        }
        String local = address.substring(0, at);
        int plus = local.indexOf('+', localPart.length());
        if (plus != localPart.length() || !local.regionMatches(true, 0, localPart, 0, plus)) {
            return Optional.empty();
        }
        return tokens.read(local.substring(plus + 1), providers);
    }
}
