package io.postroom.ingestservice.receipts;

import io.postroom.schemas.v1.NotificationStatus;

/** What is heard of a notification. */
sealed interface Step {
    /** The status topic shows a status, whoever wrote it. */
    record Observed(NotificationStatus status) implements Step {}

    /** A provider took it, or reports of it. */
    record Received(ReceiptPair pair) implements Step {}
}
