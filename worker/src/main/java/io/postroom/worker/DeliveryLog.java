package io.postroom.worker;

import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What the log says of single notifications, by their id. What arrives is the rule and told at {@code DEBUG}; what ends
 * otherwise is what somebody will ask about.
 */
final class DeliveryLog {
    private static final Logger log = LoggerFactory.getLogger(DeliveryLog.class);

    private DeliveryLog() {}

    static void attempted(NotificationIdentity identity, String provider, int attempt, String outcome) {
        log.atDebug().addKeyValue("notificationId", identity.getNotificationId()).addKeyValue("provider", provider)
                .addKeyValue("attempt", attempt).addKeyValue("outcome", outcome).log("A provider was called.");
    }

    static void ended(NotificationIdentity identity, NotificationState state, Publishing.Why why) {
        log.atLevel(level(state)).addKeyValue("notificationId", identity.getNotificationId())
                .addKeyValue("service", identity.getService()).addKeyValue("state", word(state))
                .addKeyValue("reason", why.reason() == null ? "" : word(why.reason()))
                .addKeyValue("provider", why.provider() == null ? "" : why.provider())
                .addKeyValue("attempt", why.attempt() == null ? 0 : why.attempt()).log("A delivery has ended.");
    }

    private static Level level(NotificationState state) {
        return switch (state) {
            case FAILED, UNKNOWN, EXPIRED -> Level.INFO;
            case CREATED, HELD, SENDING, SENT, DELIVERED, CANCELLED, SUPPRESSED, UNRECOGNISED -> Level.DEBUG;
        };
    }

    private static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
