package io.postroom.rules.set;

import io.postroom.rules.expression.Expression;
import io.postroom.rules.expression.ExpressionException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a rule's messages may be sent.
 *
 * @param sendAt not before this moment, worked out for each event; null for at once
 * @param window the hours in which they may be sent; null for any
 * @param urgent whether they pass the window
 * @param expires how late they may be; null for any lateness
 */
public record Timing(@Nullable Expression sendAt, @Nullable SendWindow window, boolean urgent,
        @Nullable Duration expires) {
    /** Whose clocks count where a rule does not say. */
    public static final ZoneId USUAL_ZONE = ZoneId.of("Europe/London");
    /** Further ahead lies a mistake of the event, not a plan. */
    static final Duration FURTHEST = Duration.ofDays(3660);

    /** The moment that the rule names for an event, a date as its first one; null when it names none. */
    public @Nullable Instant sendAt(Map<String, Object> variables, Instant now) throws ExpressionException {
        if (sendAt == null) {
            return null;
        }
        Instant moment = sendAt.moment(variables, window == null ? USUAL_ZONE : window.zone());
        if (moment.isAfter(now.plus(FURTHEST))) {
            throw new ExpressionException("it lies more than ten years ahead", false);
        }
        return moment;
    }

    /** The window that messages keep to; null when they keep to none. */
    public @Nullable SendWindow keptWindow() {
        return urgent ? null : window;
    }

    /** The moment after which it is too late, counted from a moment; null for never. */
    public @Nullable Instant expiry(Instant from) {
        return expires == null ? null : from.plus(expires);
    }
}
