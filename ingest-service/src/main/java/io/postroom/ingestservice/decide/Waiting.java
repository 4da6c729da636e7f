package io.postroom.ingestservice.decide;

import io.postroom.rules.decision.Fallbacks;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.set.Limits;
import io.postroom.rules.set.SendWindow;
import io.postroom.schemas.v1.FallbackStep;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.MessageLimits;
import io.postroom.schemas.v1.SendHours;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Makes what has to wait for its time or its window out of a request. */
final class Waiting {
    private Waiting() {}

    static HeldNotification hold(PlannedMessage message, SpecificRecord request, StatusReason reason, Instant now) {
        return HeldNotification.newBuilder().setRequest(request).setDueAt(message.dueAt(now)).setReason(reason)
                .setCancelledBy(List.of()).setHeldAt(now).setWindow(hours(message.window()))
                .setLimits(limits(message.limits())).build();
    }

    private static @Nullable MessageLimits limits(Limits limits) {
        if (limits.equals(Limits.NONE)) {
            return null;
        }
        Limits.Cap cap = limits.cap();
        Duration sameContent = limits.sameContent();
        return MessageLimits.newBuilder().setCapPerPerson(cap == null ? null : cap.perPerson())
                .setCapMillis(cap == null ? null : cap.in().toMillis())
                .setSameContentMillis(sameContent == null ? null : sameContent.toMillis())
                .setBlastPerHour(limits.blastPerHour()).build();
    }

    /**
     * What is sent when another message does not arrive.
     *
     * @param follows that message
     * @param keepUntil for how long this may become necessary
     */
    static HeldNotification inStead(PlannedMessage message, SpecificRecord request, UUID follows, Fallbacks chain,
            Instant keepUntil, Instant now) {
        Duration receiptWithin = chain.receiptWithin();
        Duration expires = chain.expires();
        FallbackStep step = FallbackStep.newBuilder().setFollows(follows)
                .setReceiptWithinMillis(receiptWithin == null ? null : receiptWithin.toMillis())
                .setExpiresAfterMillis(expires == null ? null : expires.toMillis()).setKeepUntil(keepUntil).build();
        return HeldNotification.newBuilder().setRequest(request).setDueAt(null)
                .setReason(StatusReason.WAITING_FOR_TIME).setCancelledBy(List.of()).setHeldAt(now)
                .setWindow(hours(message.window())).setFallback(step).build();
    }

    private static @Nullable SendHours hours(@Nullable SendWindow window) {
        return window == null
                ? null
                : SendHours.newBuilder().setFrom(window.from().toString()).setTo(window.to().toString())
                        .setZone(window.zone().getId()).build();
    }
}
