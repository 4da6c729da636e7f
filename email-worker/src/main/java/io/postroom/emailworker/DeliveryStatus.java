package io.postroom.emailworker;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The machine-readable part of a delivery report (RFC 3464), as far as it is of use.
 *
 * @param envelopeId the envelope id, or null
 * @param action     what was done
 * @param status     the enhanced status code, or null
 * @param at         when, or null
 */
record DeliveryStatus(@Nullable String envelopeId, Action action, @Nullable EnhancedStatus status,
        @Nullable Instant at) {

    /** RFC 3464, 2.3.3. */
    enum Action {
        FAILED, DELAYED, DELIVERED, RELAYED, EXPANDED
    }

    /** Reads the part; empty if no recipient's fields name an action. */
    static Optional<DeliveryStatus> parse(String text) {
        List<Map<String, String>> groups = groups(text);
        Map<String, String> message = groups.isEmpty() ? Map.of() : groups.getFirst();
        for (Map<String, String> group : groups) {
            Action action = action(group.getOrDefault("action", ""));
            if (action != null) {
                String status = group.get("status");
                return Optional.of(new DeliveryStatus(message.get("original-envelope-id"), action,
                        status == null ? null : EnhancedStatus.at(status),
                        date(group.getOrDefault("last-attempt-date", message.getOrDefault("arrival-date", "")))));
            }
        }
        return Optional.empty();
    }

    /** Groups of fields, with names in lower case; groups are told apart by blank lines, fields folded as in headers. */
    private static List<Map<String, String>> groups(String text) {
        List<Map<String, String>> groups = new ArrayList<>(List.of(new HashMap<>()));
        for (String line : text.strip().replace("\r\n", "\n").replaceAll("\n[ \t]+(?=\\S)", " ").split("\n", -1)) {
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                groups.add(new HashMap<>());
            } else if (colon > 0) {
                groups.getLast().putIfAbsent(line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return groups;
    }

    private static @Nullable Action action(String text) {
        for (Action action : Action.values()) {
            if (action.name().equalsIgnoreCase(text)) {
                return action;
            }
        }
        return null;
    }

    private static @Nullable Instant date(String text) {
        try {
            // RFC 5322 allows a comment behind the zone.
            return OffsetDateTime.parse(text.replaceAll("\\(.*\\)", "").strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
