package io.postroom.ingestservice.receipts;

import io.postroom.ingestservice.stores.ExpirySweep;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.Addressed;
import io.postroom.ingestservice.wire.OutgoingHeaders;
import io.postroom.schemas.Names;
import io.postroom.schemas.Reasons;
import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.ServiceNotificationStatus;
import io.postroom.schemas.v1.StatusReason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Brings each notification forward: publishes what receipts add up to, once and never backwards, and passes on to the
 * services' own systems what the status topic shows, in the same order.
 *
 * <p>One instance a task, used by its stream thread. Its input is in partitions of one count, by case key.
 */
final class ProgressKeeper implements Processor<String, Step, String, Object> {
    /** Before a provider took it nothing is kept: most of these are followed by another within seconds. */
    private static final Set<NotificationState> NOT_KEPT = EnumSet.of(NotificationState.CREATED,
            NotificationState.HELD, NotificationState.SENDING);

    private final Set<String> tellServices;
    private final Names.Topics topics;
    private final Clock clock;
    private final Duration memory;
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable KeyValueStore<String, Progress> notifications;

    ProgressKeeper(Set<String> tellServices, Names.Topics topics, Clock clock, Duration memory) {
        this.tellServices = Set.copyOf(tellServices);
        this.topics = topics;
        this.clock = clock;
        this.memory = memory;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        KeyValueStore<String, Progress> store = context.getStateStore(Nodes.NOTIFICATIONS);
        this.notifications = store;
        context.schedule(ExpirySweep.INTERVAL, PunctuationType.WALL_CLOCK_TIME,
                new ExpirySweep<>(store, Progress::writtenAt, memory));
    }

    @Override
    public void process(Record<String, Step> record) {
        switch (record.value()) {
            case Step.Observed(NotificationStatus status) -> observed(status, record);
            case Step.Received(ReceiptPair pair) -> received(pair, record);
        }
    }

    private void observed(NotificationStatus status, Record<String, Step> record) {
        UUID id = status.getIdentity().getNotificationId();
        NotificationState state = status.getState();
        Progress known = notifications().get(id.toString());
        if (known != null && !StatusOrder.mayFollow(known.observed(), state)) {
            return;
        }
        if (known != null || !NOT_KEPT.contains(state)) {
            Progress before = known == null ? Progress.none(clock.millis()) : known;
            notifications().put(id.toString(), before.withObserved(state, clock.millis()));
        }
        if (tellServices.contains(status.getIdentity().getService())) {
            tell(status, record);
        }
    }

    private void received(ReceiptPair pair, Record<String, Step> record) {
        NotificationIdentity identity = pair.acceptance().getIdentity();
        String id = identity.getNotificationId().toString();
        Progress known = notifications().get(id);
        long now = clock.millis();
        Progress progress = (known == null ? Progress.none(now) : known).withPart(part(pair), now);
        NotificationState next = progress.reported();
        ReceiptRecord reported = pair.reported();
        if (next != null && reported != null && StatusOrder.mayFollow(progress.observed(), next)
                && StatusOrder.mayFollow(progress.published(), next)) {
            progress = progress.withPublished(next, now);
            publish(identity, next, pair, reported, record);
        }
        notifications().put(id, progress);
    }

    private static Progress.Part part(ReceiptPair pair) {
        DeliveryReport report = pair.report();
        return new Progress.Part(pair.acceptance().getAttempt(), pair.acceptance().getParts(),
                pair.accepted().getProvider() + ":" + pair.accepted().getProviderReference(),
                report == null ? null : report.getState());
    }

    private void publish(NotificationIdentity identity, NotificationState state, ReceiptPair pair,
            ReceiptRecord reported, Record<String, Step> record) {
        DeliveryReport report = Objects.requireNonNull(pair.report());
        NotificationStatus status = NotificationStatus.newBuilder().setIdentity(identity).setState(state)
                .setReason(reason(state, report)).setOccurredAt(reported.getOccurredAt())
                .setProvider(reported.getProvider()).setProviderDetail(report.getProviderDetail())
                .setAttempt(pair.acceptance().getAttempt()).build();
        context().forward(new Record<>(record.key(), (Object) status, record.timestamp(), OutgoingHeaders.of(status,
                identity.getNotificationId() + " " + state + " " + reported.getOccurredAt(), clock.instant(),
                traceparent(record))), Nodes.RECEIPT_STATUSES);
    }

    private static @Nullable StatusReason reason(NotificationState state, DeliveryReport report) {
        StatusReason given = report.getState() == state ? report.getReason() : null;
        return given == null && state == NotificationState.FAILED ? StatusReason.PROVIDER_FAILED : given;
    }

    private void tell(NotificationStatus status, Record<String, Step> record) {
        NotificationIdentity identity = status.getIdentity();
        StatusReason reason = status.getReason();
        ServiceNotificationStatus told = ServiceNotificationStatus.newBuilder()
                .setNotificationId(identity.getNotificationId()).setCaseReference(identity.getCaseReference())
                .setEventId(identity.getEventId()).setRuleId(identity.getRuleId())
                .setRecipientRole(identity.getRecipientRole())
                .setRecipientReference(identity.getRecipientReference()).setChannel(identity.getChannel())
                .setState(status.getState()).setReason(reason)
                .setReasonText(reason == null || reason == StatusReason.UNRECOGNISED ? null : Reasons.english(reason))
                .setOccurredAt(status.getOccurredAt()).build();
        Addressed addressed = new Addressed(topics.serviceStatus(identity.getService()), told);
        context().forward(new Record<>(identity.getCaseReference(), (Object) addressed, record.timestamp(),
                OutgoingHeaders.of(told, identity.getNotificationId() + " " + status.getState() + " "
                        + status.getOccurredAt(), clock.instant(), traceparent(record))),
                Nodes.SERVICE_STATUSES);
    }

    private static @Nullable String traceparent(Record<String, Step> record) {
        Header header = record.headers().lastHeader(Names.Headers.TRACEPARENT);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private ProcessorContext<String, Object> context() {
        return Objects.requireNonNull(context, "The processor is used before it was started.");
    }

    private KeyValueStore<String, Progress> notifications() {
        return Objects.requireNonNull(notifications, "The processor is used before it was started.");
    }
}
