package io.postroom.worker;

import io.postroom.schemas.v1.DeliveryReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Receipts on Kafka. */
final class KafkaReceiptSink implements ReceiptSink {
    private final Publishing publishing;
    private final Supplier<EventPublisher> publisher;
    private final WorkerMeters meters;
    private final Duration timeout;

    KafkaReceiptSink(Publishing publishing, Supplier<EventPublisher> publisher, WorkerMeters meters,
            Duration timeout) {
        this.publishing = publishing;
        this.publisher = publisher;
        this.meters = meters;
        this.timeout = timeout;
    }

    @Override
    public void publish(String provider, String reference, Instant occurredAt, DeliveryReport report)
            throws NotDurableException, InterruptedException {
        try {
            publisher.get().publish(List.of(publishing.report(provider, reference, occurredAt, report)), timeout);
        } catch (NotDurableException e) {
            meters.receiptNotDurable(provider);
            throw e;
        }
        meters.receipt(provider, report.getState());
    }
}
