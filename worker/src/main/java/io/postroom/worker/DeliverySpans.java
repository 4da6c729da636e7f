package io.postroom.worker;

import io.postroom.deliveryengine.Delivery;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.telemetry.TraceStep;
import java.util.Locale;

/**
 * What the steps of a trace say. Names of OpenTelemetry where it has some; never the record's key, a recipient, a case or a
 * provider's words.
 */
final class DeliverySpans {
    private DeliverySpans() {}

    /** An attempt, with where its request stands. */
    static void describe(TraceStep step, NotificationIdentity identity, Delivery<?> delivery) {
        if (!step.isRecorded()) {
            return;
        }
        notification(step, identity).tag("postroom.lane", word(delivery.lane()))
                .tag("postroom.attempt", delivery.attempt()).tag("messaging.system", "kafka")
                .tag("messaging.operation.type", "process")
                .tag("messaging.destination.name", delivery.record().topic())
                .tag("messaging.destination.partition.id", Integer.toString(delivery.record().partition()))
                .tag("messaging.kafka.offset", delivery.record().offset());
    }

    /** A call of a provider. */
    static void describe(TraceStep step, String provider, ProviderResult result) {
        step.tag("postroom.provider", provider).tag("postroom.outcome", WorkerMeters.outcome(result));
        if (!(result instanceof ProviderResult.Accepted)) {
            step.failed();
        }
    }

    /** What became of it in the end. */
    static void describe(TraceStep step, NotificationIdentity identity, NotificationState state) {
        if (!step.isRecorded()) {
            return;
        }
        notification(step, identity).tag("postroom.state", word(state)).tag("messaging.operation.type", "settle");
        if (state != NotificationState.SENT) {
            step.failed();
        }
    }

    private static TraceStep notification(TraceStep step, NotificationIdentity identity) {
        return step.tag("postroom.notification.id", identity.getNotificationId().toString())
                .tag("postroom.channel", word(identity.getChannel())).tag("postroom.service", identity.getService())
                .tag("postroom.rule", identity.getRuleId());
    }

    private static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
