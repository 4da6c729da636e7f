package io.postroom.schemas;

import io.postroom.schemas.v1.CaseTarget;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.ScopeTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Which notifications a command on the control topic means: the same for all who follow commands. */
public final class Targets {
    /** For how long a stop holds that nobody renews: as long as the control topic keeps it. */
    public static final Duration STOPS_HOLD = Duration.ofDays(7);

    private Targets() {}

    /**
     * Whether a command with this target concerns a notification, whenever either was made. That is what a stop holds.
     *
     * @param target of a {@code ControlCommand}; a union of Avro has no type of its own in Java
     */
    public static boolean covers(Object target, NotificationIdentity identity) {
        if (target instanceof ScopeTarget scope) {
            return covers(scope, identity);
        }
        if (target instanceof CaseTarget ofCase) {
            return ofCase.getCaseKey().equals(identity.getCaseKey())
                    && ofCase.getService().equals(identity.getService())
                    && (ofCase.getRuleIds().isEmpty() || ofCase.getRuleIds().contains(identity.getRuleId()));
        }
        return target instanceof NotificationTarget notifications
                && notifications.getNotificationIds().contains(identity.getNotificationId());
    }

    /**
     * Whether a command that cancels or supersedes takes a notification back: what is decided after the command is meant to be
     * sent, unless it is of a batch.
     *
     * @param target   of the command
     * @param issuedAt when it was given
     */
    public static boolean takesBack(Object target, Instant issuedAt, NotificationIdentity identity) {
        if (!covers(target, identity)) {
            return false;
        }
        if (target instanceof CaseTarget ofCase && ofCase.getRequestedBefore() != null
                && identity.getEventTime() != null) {
            return !identity.getEventTime().isAfter(ofCase.getRequestedBefore());
        }
        // A batch that was stopped is never begun again, and its last rows may be decided after the command.
        boolean whole = target instanceof NotificationTarget
                || target instanceof ScopeTarget scope && scope.getBatchId() != null;
        return whole || !decidedAt(identity).isAfter(issuedAt);
    }

    /** When a notification was decided, also if its request was made later because it waited. */
    public static Instant decidedAt(NotificationIdentity identity) {
        return identity.getDecidedAt() == null ? identity.getCreatedAt() : identity.getDecidedAt();
    }

    private static boolean covers(ScopeTarget target, NotificationIdentity identity) {
        UUID batch = target.getBatchId();
        return target.getService().equals(identity.getService())
                && (target.getRuleId() == null || target.getRuleId().equals(identity.getRuleId()))
                && (target.getTemplateId() == null || target.getTemplateId().equals(identity.getTemplateId()))
                && (batch == null || isRowOf(batch, identity));
    }

    /** Ingest names a request of a batch by the batch and its row. */
    private static boolean isRowOf(UUID batch, NotificationIdentity identity) {
        Integer row = identity.getBatchRow();
        return row != null && identity.getEventId().equals(batch + "/" + row);
    }
}
