package io.postroom.ingestservice.decide;

import io.postroom.rules.decision.PlannedMessage;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Tells what is sent now from what has to wait for its time. */
final class Waiting {
    private Waiting() {}

    static boolean isNeeded(PlannedMessage message, Instant now) {
        Instant sendAt = message.sendAt();
        return sendAt != null && sendAt.isAfter(now);
    }

    static HeldNotification hold(PlannedMessage message, SpecificRecord request, Instant now) {
        return HeldNotification.newBuilder().setRequest(request).setDueAt(message.sendAt())
                .setReason(StatusReason.WAITING_FOR_TIME).setCancelledBy(List.of()).setHeldAt(now).build();
    }
}
