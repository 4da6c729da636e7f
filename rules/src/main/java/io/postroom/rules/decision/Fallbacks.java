package io.postroom.rules.decision;

import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is sent, one after the other, when a message does not arrive. Written together with the message itself, so that what goes
 * out later says what was decided then, under the ids of then.
 *
 * @param steps the messages in their order; none of them by a channel by which an earlier one goes
 * @param receiptWithin for how long a receipt of each message is waited for; null where only a failure leads to the next
 * @param expires for how long each may be handed over once it is its turn; null for any time
 */
public record Fallbacks(List<PlannedMessage> steps, @Nullable Duration receiptWithin, @Nullable Duration expires) {
    /** Nothing else is sent. */
    public static final Fallbacks NONE = new Fallbacks(List.of(), null, null);

    private static final Set<StatusReason> OF_RECIPIENT = EnumSet.of(StatusReason.NO_ADDRESS,
            StatusReason.INVALID_ADDRESS, StatusReason.UNKNOWN_RECIPIENT, StatusReason.RECIPIENT_UNREACHABLE,
            StatusReason.RECIPIENT_REFUSED, StatusReason.RETURNED);

    public Fallbacks {
        steps = List.copyOf(steps);
    }

    /**
     * Whether the next channel's turn has come when a message ended like this: the recipient cannot be reached by it, or it was
     * never handed over in its time. What is wrong with the message itself would be wrong with the next; where nobody knows
     * whether it went out, or a person ended it, nothing follows.
     */
    public static boolean follow(NotificationState state, @Nullable StatusReason reason) {
        return switch (state) {
            case FAILED -> reason != null
                    && (OF_RECIPIENT.contains(reason) || reason == StatusReason.RETRIES_SPENT);
            case EXPIRED -> true;
            case UNRECOGNISED, CREATED, HELD, SENDING, SENT, DELIVERED, CANCELLED, SUPPRESSED, UNKNOWN -> false;
        };
    }
}
