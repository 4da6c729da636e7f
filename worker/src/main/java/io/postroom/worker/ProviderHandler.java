package io.postroom.worker;

import io.postroom.content.recipient.ReservedRecipient;
import io.postroom.deliveryengine.Delivery;
import io.postroom.deliveryengine.DeliveryHandler;
import io.postroom.deliveryengine.Outcome;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.telemetry.TraceStep;
import io.postroom.telemetry.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** Calls the provider whose gate let an attempt through, and says to the engine what came of it. */
final class ProviderHandler<R extends SpecificRecord> implements DeliveryHandler<R> {
    /** What {@link OutcomePublisher} has to know of an acceptance. */
    record Evidence(String provider, ProviderResult.Accepted accepted) {}

    private final ChannelWorker<R> worker;
    private final Map<String, Provider<R>> providers;
    private final Publishing publishing;
    private final Supplier<EventPublisher> publisher;
    private final WorkerMeters meters;
    private final Traces traces;
    private final Clock clock;
    private final ReservedAnswers reserved;
    private final ProviderWatch watch = new ProviderWatch();

    ProviderHandler(ChannelWorker<R> worker, List<Provider<R>> providers, Publishing publishing,
            Supplier<EventPublisher> publisher,
            WorkerMeters meters, Traces traces, Clock clock, ReservedAnswers reserved) {
        this.worker = worker;
        this.providers = providers.stream().collect(Collectors.toMap(Provider::name, Function.identity()));
        this.publishing = publishing;
        this.publisher = publisher;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
        this.reserved = reserved;
    }

    @Override
    public Outcome deliver(Delivery<R> delivery) throws InterruptedException {
        Provider<R> provider = providers.get(delivery.gate());
        if (provider == null) {
            throw new IllegalStateException("There is no provider of gate " + delivery.gate() + ".");
        }
        NotificationIdentity identity = worker.identity(delivery.request());
        if (Heartbeats.isOne(identity)) {
            return new Outcome.Delivered("heartbeat");
        }
        try (TraceStep step = traces.step(identity.getNotificationId(), "deliver",
                Publishing.traceparent(delivery.record().headers()))) {
            DeliverySpans.describe(step, identity, delivery);
            return attempt(provider, delivery, identity, step);
        }
    }

    private Outcome attempt(Provider<R> provider, Delivery<R> delivery, NotificationIdentity identity, TraceStep step)
            throws InterruptedException {
        if (delivery.attempt() == 1) {
            // Not waited for: the same partition carries the outcome, which is, right behind it.
            publisher.get().announce(publishing.status(identity, NotificationState.SENDING,
                    new Publishing.Why(null, provider.name(), null, 1), clock.instant(), step.traceparent()));
        }
        ProviderResult result = call(provider, delivery, identity, step);
        DeliveryLog.attempted(identity, provider.name(), delivery.attempt(), WorkerMeters.outcome(result));
        watch.saw(provider.name(), worker.sender(delivery.request()), result);
        return outcome(provider, result);
    }

    private ProviderResult call(Provider<R> provider, Delivery<R> delivery, NotificationIdentity identity,
            TraceStep within) throws InterruptedException {
        try (TraceStep step = traces.call(identity.getNotificationId(), "call provider", within.traceparent())) {
            long began = System.nanoTime();
            ProviderResult result = send(provider, delivery);
            meters.attempt(provider.name(), result, Duration.ofNanos(System.nanoTime() - began));
            DeliverySpans.describe(step, provider.name(), result);
            return result;
        }
    }

    private ProviderResult send(Provider<R> provider, Delivery<R> delivery) throws InterruptedException {
        R request = delivery.request();
        Optional<ReservedRecipient> nobody = reserved.recipient(request);
        return nobody.isPresent()
                ? reserved.answer(nobody.get(), provider.name(), worker.identity(request).getNotificationId())
                : provider.send(request,
                        new Attempt(delivery.attempt(), delivery.firstAttemptAt(), delivery.lastAttempt(),
                                delivery.pace()));
    }

    private Outcome outcome(Provider<R> provider, ProviderResult result) {
        return switch (result) {
            case ProviderResult.Accepted accepted -> new Outcome.Delivered(new Evidence(provider.name(), accepted));
            case ProviderResult.Transient(String detail, var retryAfter) -> new Outcome.Retry(detail, retryAfter);
            case ProviderResult.Throttled(Duration retryAfter) -> new Outcome.Throttled(retryAfter);
            case ProviderResult.Unfinished() -> new Outcome.Unfinished();
            case ProviderResult.PermanentRecipient(StatusReason reason, String detail) ->
                new Outcome.Rejected(reason.name(), detail);
            case ProviderResult.PermanentContent(String detail) ->
                new Outcome.Rejected(StatusReason.CONTENT_REFUSED.name(), detail);
            case ProviderResult.Configuration(String detail) -> new Outcome.Unavailable(detail);
            case ProviderResult.SenderRefused(String detail) -> new Outcome.SenderRefused(detail);
            case ProviderResult.Unknown(String detail) -> new Outcome.Unknown(detail);
        };
    }
}
