package io.postroom.ingestservice.receipts;

import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which state of a notification may follow which: only forward, except that a late receipt may turn {@code UNKNOWN} or
 * {@code FAILED} into {@code DELIVERED}, and that {@code UNKNOWN} may become {@code FAILED} or go back to {@code SENDING}.
 * {@code CREATED} may follow what ingest itself ended: a mended rule makes a message of what had failed. And what failed because its
 * attempts were spent may be {@code SENDING} or {@code SENT} again: its dead letter was redriven. No worker says that of its own.
 */
final class StatusOrder {
    private static final Set<NotificationState> AFTER_UNKNOWN = EnumSet.of(NotificationState.DELIVERED,
            NotificationState.FAILED, NotificationState.SENDING);

    private StatusOrder() {}

    static boolean mayFollow(@Nullable NotificationState current, @Nullable StatusReason reason,
            NotificationState next) {
        return mayFollow(current, next) || current == NotificationState.FAILED && reason == StatusReason.RETRIES_SPENT
                && (next == NotificationState.SENDING || next == NotificationState.SENT);
    }

    static boolean mayFollow(@Nullable NotificationState current, NotificationState next) {
        if (next == NotificationState.UNRECOGNISED) {
            return false;
        }
        if (current == null) {
            return true;
        }
        return switch (current) {
            case UNRECOGNISED -> true;
            case CREATED, HELD, SENDING, SENT -> rank(next) > rank(current);
            case UNKNOWN -> AFTER_UNKNOWN.contains(next);
            case FAILED -> next == NotificationState.DELIVERED || next == NotificationState.CREATED;
            case SUPPRESSED, EXPIRED -> next == NotificationState.CREATED;
            case DELIVERED, CANCELLED -> false;
        };
    }

    private static int rank(NotificationState state) {
        return switch (state) {
            case UNRECOGNISED -> -1;
            case CREATED -> 0;
            case HELD -> 1;
            case SENDING -> 2;
            case SENT -> 3;
            case DELIVERED, FAILED, CANCELLED, EXPIRED, SUPPRESSED, UNKNOWN -> 4;
        };
    }
}
