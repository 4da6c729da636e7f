package io.postroom.local.cli;

import io.postroom.local.outside.ledger.Accepted;
import io.postroom.local.outside.ledger.Ledger;
import io.postroom.schemas.v1.NotificationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The table of what became of events: one line a notification. */
final class Table {
    private static final String LINE = "%-26s %-8s %-24s %-28s %8s";

    private final Ledger ledger;
    private final Map<String, Instant> publishedAt;

    /**
     * A table.
     *
     * @param publishedAt when each event was published, by its id
     */
    Table(Ledger ledger, Map<String, Instant> publishedAt) {
        this.ledger = ledger;
        this.publishedAt = publishedAt;
    }

    static String head() {
        return LINE.formatted("service", "channel", "recipient", "outcome", "ms").stripTrailing();
    }

    String line(Delivery delivery) {
        Optional<Accepted> accepted = accepted(delivery.references());
        String channel = delivery.channel() == null ? "–" : word(delivery.channel());
        return LINE.formatted(delivery.service().isEmpty() ? "–" : delivery.service(), channel,
                accepted.map(Mask::of).orElse("–"), outcome(delivery),
                accepted.flatMap(entry -> millis(delivery, entry)).orElse("–"));
    }

    private Optional<Accepted> accepted(List<String> references) {
        return ledger.all().stream().filter(entry -> entry.references().stream().anyMatch(references::contains))
                .findFirst();
    }

    private Optional<String> millis(Delivery delivery, Accepted entry) {
        return Optional.ofNullable(publishedAt.get(delivery.eventId()))
                .map(published -> Long.toString(Duration.between(published, entry.acceptedAt()).toMillis()));
    }

    private static String outcome(Delivery delivery) {
        NotificationState state = delivery.state();
        String outcome = state == null ? "no status" : word(state);
        return delivery.reason() == null ? outcome : outcome + " (" + word(delivery.reason()) + ")";
    }

    private static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
