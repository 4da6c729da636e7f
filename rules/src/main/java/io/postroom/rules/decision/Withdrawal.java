package io.postroom.rules.decision;

import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event takes back: a rule's messages for its case that were made of earlier events, also of those that are only
 * decided later.
 *
 * @param ruleId the rule whose messages are taken back
 * @param supersededBy the rule whose message of this event replaces them, as far as it makes one; null where the event itself
 *            cancels them
 * @param longestWait for how long after an event's time its message may be handed over at most, as far as the rule says
 */
public record Withdrawal(String ruleId, @Nullable String supersededBy, Duration longestWait) {

    /** Why. */
    public StatusReason reason() {
        return supersededBy == null ? StatusReason.CANCELLED_BY_EVENT : StatusReason.SUPERSEDED;
    }

    /**
     * Whether a message of an event of one time is taken back by one of another. A cancellation concerns what is no younger than
     * itself. Of two messages that replace each other and happened at one time, the one that is decided last stays.
     *
     * @param decidedFirst whether the message was made before the event that takes it back was decided
     */
    public static boolean concerns(StatusReason reason, Instant messageTime, Instant withdrawnTime,
            boolean decidedFirst) {
        return messageTime.isBefore(withdrawnTime)
                || messageTime.equals(withdrawnTime) && (decidedFirst || reason != StatusReason.SUPERSEDED);
    }
}
