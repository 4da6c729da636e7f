package io.postroom.worker;

import io.postroom.deliveryengine.Delivery;
import io.postroom.deliveryengine.FinalOutcome;
import io.postroom.deliveryengine.FinalOutcomes;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.telemetry.TraceStep;
import io.postroom.telemetry.Traces;
import io.postroom.worker.control.Withdrawals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes final outcomes durable: acceptances first, so that whoever reads "sent" finds the references, then the status.
 * The engine counts a record as done only when this has returned.
 */
final class OutcomePublisher<R extends SpecificRecord> implements FinalOutcomes<R> {
    /** Longer than the producer's own delivery time-out, so that the producer speaks first. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChannelWorker<R> worker;
    private final Publishing publishing;
    private final Supplier<EventPublisher> publisher;
    private final Withdrawals withdrawals;
    private final Heartbeats heartbeats;
    private final WorkerMeters meters;
    private final Traces traces;
    private final Clock clock;

    OutcomePublisher(ChannelWorker<R> worker, Publishing publishing, Supplier<EventPublisher> publisher,
            Withdrawals withdrawals, Heartbeats heartbeats, WorkerMeters meters, Traces traces, Clock clock) {
        this.worker = worker;
        this.publishing = publishing;
        this.publisher = publisher;
        this.withdrawals = withdrawals;
        this.heartbeats = heartbeats;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    public void onFinal(Delivery<R> delivery, FinalOutcome outcome) throws NotDurableException, InterruptedException {
        NotificationIdentity identity = worker.identity(delivery.request());
        if (Heartbeats.isOne(identity)) {
            // Nobody is to hear of it.
            if (outcome instanceof FinalOutcome.Delivered) {
                heartbeats.cameThrough(delivery.lane(), identity.getCreatedAt());
            }
            return;
        }
        NotificationState state = state(outcome);
        try (TraceStep step = traces.step(identity.getNotificationId(), "settle",
                Publishing.traceparent(delivery.record().headers()))) {
            DeliverySpans.describe(step, identity, state);
            publish(delivery, outcome, identity, state, step);
        }
    }

    private void publish(Delivery<R> delivery, FinalOutcome outcome, NotificationIdentity identity,
            NotificationState state, TraceStep step) throws NotDurableException, InterruptedException {
        Instant now = clock.instant();
        List<ProducerRecord<String, SpecificRecord>> events = new ArrayList<>();
        if (outcome instanceof FinalOutcome.Delivered(ProviderHandler.Evidence evidence)) {
            events.addAll(publishing.acceptances(identity, evidence.provider(), evidence.accepted().references(),
                    delivery.attempt(), now, step.traceparent()));
        }
        Publishing.Why why = why(delivery, outcome);
        events.add(publishing.status(identity, state, why, now, step.traceparent()));
        publisher.get().publish(events, PATIENCE);
        meters.ended(state);
        DeliveryLog.ended(identity, state, why);
        if (outcome instanceof FinalOutcome.Delivered) {
            meters.accepted(delivery.gate(), Duration.between(identity.getCreatedAt(), now));
        }
    }

    @Override
    public void onUnreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
        meters.unreadable();
    }

    private static NotificationState state(FinalOutcome outcome) {
        return switch (outcome) {
            case FinalOutcome.Delivered ignored -> NotificationState.SENT;
            case FinalOutcome.Failed ignored -> NotificationState.FAILED;
            case FinalOutcome.Exhausted ignored -> NotificationState.FAILED;
            case FinalOutcome.Expired ignored -> NotificationState.EXPIRED;
            case FinalOutcome.Cancelled ignored -> NotificationState.CANCELLED;
            case FinalOutcome.Unknown ignored -> NotificationState.UNKNOWN;
        };
    }

    private Publishing.Why why(Delivery<R> delivery, FinalOutcome outcome) {
        return switch (outcome) {
            case FinalOutcome.Delivered(ProviderHandler.Evidence evidence) ->
                tried(delivery, null, evidence.accepted().detail());
            case FinalOutcome.Delivered ignored -> tried(delivery, null, null);
            case FinalOutcome.Failed(String reason, String detail) -> failed(delivery, reason, detail);
            case FinalOutcome.Exhausted(String reason) -> tried(delivery, StatusReason.RETRIES_SPENT, reason);
            case FinalOutcome.Expired ignored -> untried(StatusReason.TOO_OLD);
            case FinalOutcome.Cancelled ignored ->
                untried(withdrawals.of(worker.identity(delivery.request())).orElse(null));
            case FinalOutcome.Unknown(String reason) -> tried(delivery, StatusReason.OUTCOME_UNKNOWN, reason);
        };
    }

    /** Reasons come as names of the closed list; one that is not on it is a detail. */
    private static Publishing.Why failed(Delivery<?> delivery, String reason, @Nullable String detail) {
        for (StatusReason known : StatusReason.values()) {
            if (known.name().equals(reason)) {
                return tried(delivery, known, detail);
            }
        }
        return tried(delivery, StatusReason.PROVIDER_FAILED, detail == null ? reason : reason + " " + detail);
    }

    private static Publishing.Why tried(Delivery<?> delivery, @Nullable StatusReason reason, @Nullable String detail) {
        return new Publishing.Why(reason, delivery.gate(), detail, delivery.attempt());
    }

    private static Publishing.Why untried(@Nullable StatusReason reason) {
        return new Publishing.Why(reason, null, null, null);
    }
}
