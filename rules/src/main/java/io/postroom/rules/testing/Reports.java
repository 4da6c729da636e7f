package io.postroom.rules.testing;

import io.postroom.rules.decision.Fallbacks;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.testing.Comparison.Sent;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What follows messages of a test that do not arrive. */
final class Reports {
    private final Map<UUID, Fallbacks> following = new HashMap<>();

    void follow(PlannedMessage message, Fallbacks fallbacks) {
        following.put(message.notificationId(), fallbacks);
    }

    /** Nothing follows a message that was taken back. */
    void drop(UUID notificationId) {
        following.remove(notificationId);
    }

    /** What goes out instead of a message, and when; null for nothing. */
    @Nullable
    Sent instead(Sent of, TestStep.Report report, Instant now) {
        return switch (report.outcome()) {
            case FAILED -> instead(of, NotificationState.FAILED, report.because(), now);
            case EXPIRED -> instead(of, NotificationState.EXPIRED, StatusReason.TOO_OLD, now);
            case NO_RECEIPT -> {
                Fallbacks left = following.get(of.message().notificationId());
                yield left == null || left.receiptWithin() == null
                        ? null
                        : next(of, of.at().plus(left.receiptWithin()));
            }
        };
    }

    /** What goes out instead of a message that ended; null for nothing. */
    @Nullable
    Sent instead(Sent of, NotificationState state, StatusReason reason, Instant now) {
        return Fallbacks.follow(state, reason) ? next(of, now) : null;
    }

    private @Nullable Sent next(Sent of, Instant now) {
        Fallbacks left = following.remove(of.message().notificationId());
        if (left == null || left.steps().isEmpty()) {
            return null;
        }
        PlannedMessage next = left.steps().getFirst();
        List<PlannedMessage> rest = left.steps().subList(1, left.steps().size());
        follow(next, new Fallbacks(rest, left.receiptWithin(), left.expires()));
        Instant expiresAt = left.expires() == null ? null : now.plus(left.expires());
        PlannedMessage own = next.inItsTurn(expiresAt);
        return new Sent(of.rule(), own, own.dueAt(now));
    }
}
