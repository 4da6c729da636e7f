package io.postroom.ingestservice.receipts;

import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.NotificationStatus;

/** What is heard of a notification. */
sealed interface Step {
    /** The status topic shows a status, whoever wrote it. */
    record Observed(NotificationStatus status) implements Step {}

    /** A provider took it, or reports of it. */
    record Received(ReceiptPair pair) implements Step {}

    /** Something is to stand in for a notification that does not arrive. */
    record Chained(HeldNotification held) implements Step {}

    /** Some are withdrawn. */
    record Controlled(ControlCommand command) implements Step {}
}
