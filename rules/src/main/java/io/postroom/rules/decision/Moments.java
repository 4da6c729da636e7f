package io.postroom.rules.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an event is decided under a rule, and when the rule wants its messages sent.
 *
 * @param now when it is decided
 * @param sendAt the moment that the rule names; null for none
 */
record Moments(Instant now, @Nullable Instant sendAt) {

    /** The moment from which on messages may be sent, as far as {@code sendAt} goes. */
    Instant start() {
        return latest(now);
    }

    /** The later of a moment and the one that the rule names: what is planned ahead does not age while it waits. */
    Instant latest(Instant moment) {
        return sendAt == null || sendAt.isBefore(moment) ? moment : sendAt;
    }
}
