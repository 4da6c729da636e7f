package io.postroom.emailworker;

import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.worker.NotDurableException;
import io.postroom.worker.ReceiptSink;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps receipts, or is away. */
final class RecordedReceipts implements ReceiptSink {
    /** One that was published. */
    record Published(String provider, String reference, Instant occurredAt, DeliveryReport report) {}

    private final List<Published> published = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    @Override
    public void publish(String provider, String reference, Instant occurredAt, DeliveryReport report)
            throws NotDurableException {
        if (away) {
            throw new NotDurableException("away");
        }
        published.add(new Published(provider, reference, occurredAt, report));
    }

    void away(boolean value) {
        away = value;
    }

    List<Published> published() {
        return published;
    }
}
