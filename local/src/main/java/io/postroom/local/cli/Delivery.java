package io.postroom.local.cli;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one notification, or of an event that led to none.
 *
 * @param eventId the event behind it
 * @param references under which a provider accepted it
 */
record Delivery(String eventId, String service, @Nullable Channel channel, @Nullable NotificationState state,
        @Nullable StatusReason reason, List<String> references) {
    Delivery {
        references = List.copyOf(references);
    }

    boolean isOver() {
        return state != null && switch (state) {
            case DELIVERED, FAILED, CANCELLED, EXPIRED, SUPPRESSED, UNKNOWN -> true;
            case UNRECOGNISED, CREATED, HELD, SENDING, SENT -> false;
        };
    }

    /** Over, and everything that its line shows is known: a receipt may overtake the acceptance. */
    boolean isSettled() {
        return isOver() && (!isDelivered() || !references.isEmpty());
    }

    boolean isDelivered() {
        return state == NotificationState.DELIVERED;
    }
}
