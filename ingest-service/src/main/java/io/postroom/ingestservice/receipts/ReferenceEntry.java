package io.postroom.ingestservice.receipts;

import io.postroom.schemas.v1.ReceiptRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one reference of a provider.
 *
 * @param writtenAt wall clock, epoch milliseconds
 * @param acceptance what it stands for, once the worker has said so
 * @param waiting reports that came before the acceptance, in the order in which they came
 */
record ReferenceEntry(long writtenAt, @Nullable ReceiptRecord acceptance, List<ReceiptRecord> waiting) {
    ReferenceEntry {
        waiting = List.copyOf(waiting);
    }
}
