package io.postroom.worker;

import io.postroom.schemas.v1.DeliveryReport;
import java.time.Instant;

/** Where delivery reports go. Safe for use by any thread. */
public interface ReceiptSink {
    /**
     * Makes a report durable on Kafka. Only after it has returned may the provider be told that the report was taken.
     *
     * @param provider   the provider's configured name
     * @param reference  the reference that {@link ProviderResult.Accepted} gave
     * @param occurredAt when it happened, by the provider's word where it gives one
     * @param report     what it says
     * @throws NotDurableException  if it could not be made durable in time; the provider is to repeat it
     * @throws InterruptedException if interrupted; the provider is to repeat it
     */
    void publish(String provider, String reference, Instant occurredAt, DeliveryReport report)
            throws NotDurableException, InterruptedException;
}
