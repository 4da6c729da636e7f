package io.postroom.ingestservice.receipts;

import io.postroom.ingestservice.fallback.FallbackKeeper;
import io.postroom.ingestservice.stores.ExpirySweep;
import io.postroom.ingestservice.suppress.SuppressionList;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.rules.decision.Suppressions.Standing;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.Suppression;
import io.postroom.telemetry.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings each notification forward: publishes what receipts add up to, once and never backwards, and passes on to the
 * services' own systems, and to what decides about other channels, what the status topic shows, in the same order.
 *
 * <p>One instance a task, used by its stream thread. Its input is in partitions of one count, by case key.
 */
final class ProgressKeeper implements Processor<String, Step, String, Object>, FallbackKeeper.Steps {
    private static final Logger log = LoggerFactory.getLogger(ProgressKeeper.class);
    /** Before a provider took it nothing is kept: most of these are followed by another within seconds. */
    private static final Set<NotificationState> NOT_KEPT = EnumSet.of(NotificationState.CREATED,
            NotificationState.HELD, NotificationState.SENDING);

    private final Set<String> tellServices;
    private final Names.Topics topics;
    private final AvroDecoder avro;
    private final Traces traces;
    private final Clock clock;
    private final Duration memory;
    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable KeyValueStore<String, Progress> notifications;
    private @Nullable Announcements announcements;
    private @Nullable FallbackKeeper fallbacks;
    private @Nullable SuppressionList suppressions;

    ProgressKeeper(Set<String> tellServices, Names.Topics topics, AvroDecoder avro, Traces traces, Clock clock,
            Duration memory) {
        this.tellServices = Set.copyOf(tellServices);
        this.topics = topics;
        this.avro = avro;
        this.traces = traces;
        this.clock = clock;
        this.memory = memory;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        this.announcements = new Announcements(context, topics, tellServices, traces, clock);
        KeyValueStore<String, Progress> store = context.getStateStore(Nodes.NOTIFICATIONS);
        this.notifications = store;
        this.fallbacks = new FallbackKeeper(context, this, clock);
        this.suppressions = new SuppressionList(context, avro);
        context.schedule(ExpirySweep.INTERVAL, PunctuationType.WALL_CLOCK_TIME,
                new ExpirySweep<>(store, Progress::writtenAt, memory));
    }

    @Override
    public void process(Record<String, Step> record) {
        switch (record.value()) {
            case Step.Observed(NotificationStatus status) -> observed(status, record);
            case Step.Received(ReceiptPair pair) -> received(pair, record);
            case Step.Chained(HeldNotification held) -> fallbacks().chained(held);
            case Step.Controlled(ControlCommand command) -> fallbacks().controlled(command);
        }
    }

    private void observed(NotificationStatus status, Record<String, Step> record) {
        UUID id = status.getIdentity().getNotificationId();
        NotificationState state = status.getState();
        Progress known = notifications().get(id.toString());
        if (known != null && !StatusOrder.mayFollow(known.observed(), known.reason(), state)) {
            return;
        }
        if (known != null || !NOT_KEPT.contains(state)) {
            Progress before = known == null ? Progress.none(clock.millis()) : known;
            notifications().put(id.toString(), before.withObserved(state, status.getReason(), clock.millis()));
        }
        announcements().tellService(status, record);
        fallbacks().observed(status);
        Suppression changed = Objects.requireNonNull(suppressions).after(status);
        if (changed != null) {
            announcements().suppress(changed, record);
        }
    }

    @Override
    public void tell(NotificationStatus status) {
        String id = status.getIdentity().getNotificationId().toString();
        Progress known = notifications().get(id);
        if (known != null) {
            if (!StatusOrder.mayFollow(known.observed(), status.getState())
                    || !StatusOrder.mayFollow(known.published(), status.getState())) {
                return;
            }
            notifications().put(id, known.withPublished(status.getState(), clock.millis()));
        }
        announcements().publish(status, null);
    }

    @Override
    public void turn(NotificationIdentity identity, Object heldOrCommand) {
        Objects.requireNonNull(context)
                .forward(new Record<>(identity.getCaseKey(), heldOrCommand, clock.millis()), Nodes.IN_TURN);
    }

    @Override
    public boolean stoppedByPerson(String recipientKey) {
        return Objects.requireNonNull(suppressions).of(recipientKey, clock.instant()) == Standing.STOPPED_BY_PERSON;
    }

    @Override
    public FallbackKeeper.@Nullable Ended last(UUID notificationId) {
        Progress known = notifications().get(notificationId.toString());
        NotificationState state = known == null ? null : known.observed();
        return known == null || state == null ? null : new FallbackKeeper.Ended(state, known.reason());
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
        log.atDebug().addKeyValue("notificationId", identity.getNotificationId()).addKeyValue("state", state)
                .addKeyValue("provider", reported.getProvider()).log("Receipts brought a notification forward");
        announcements().publish(NotificationStatus.newBuilder().setIdentity(identity).setState(state)
                .setReason(reason(state, report)).setOccurredAt(reported.getOccurredAt())
                .setProvider(reported.getProvider()).setProviderDetail(report.getProviderDetail())
                .setAttempt(pair.acceptance().getAttempt()).build(), record);
    }

    private static @Nullable StatusReason reason(NotificationState state, DeliveryReport report) {
        StatusReason given = report.getState() == state ? report.getReason() : null;
        return given == null && state == NotificationState.FAILED ? StatusReason.PROVIDER_FAILED : given;
    }

    private KeyValueStore<String, Progress> notifications() {
        return Objects.requireNonNull(notifications, "The processor is used before it was started.");
    }

    private Announcements announcements() {
        return Objects.requireNonNull(announcements, "The processor is used before it was started.");
    }

    private FallbackKeeper fallbacks() {
        return Objects.requireNonNull(fallbacks, "The processor is used before it was started.");
    }
}
