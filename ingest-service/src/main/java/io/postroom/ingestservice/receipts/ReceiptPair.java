package io.postroom.ingestservice.receipts;

import io.postroom.schemas.v1.Acceptance;
import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.ReceiptRecord;
import org.jspecify.annotations.Nullable;

/**
 * An acceptance, and a report about it if that is what there is to tell.
 *
 * @param accepted holds an {@link Acceptance}
 * @param reported holds a {@link DeliveryReport}; null when the acceptance itself is the news
 */
record ReceiptPair(ReceiptRecord accepted, @Nullable ReceiptRecord reported) {
    Acceptance acceptance() {
        return (Acceptance) accepted.getContent();
    }

    @Nullable
    DeliveryReport report() {
        return reported == null ? null : (DeliveryReport) reported.getContent();
    }
}
