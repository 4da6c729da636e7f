package io.postroom.ingestservice.hold;

import io.postroom.ingestservice.audience.Audience;
import io.postroom.ingestservice.brakes.Orders;
import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.stores.Allowance;
import io.postroom.ingestservice.stores.DueIndex;
import io.postroom.ingestservice.stores.ExpirySweep;
import io.postroom.ingestservice.stores.WaitingLine;
import io.postroom.ingestservice.suppress.SuppressionList;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.wire.OutgoingHeaders;
import io.postroom.rules.decision.Suppressions.Standing;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.telemetry.TraceStep;
import io.postroom.telemetry.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps requests until they are due by wall clock, the oldest first, for a bounded time at each look. What is due while its
 * window is closed, as after an outage, waits for the window, and what is due while a brake is on for its release; what is too late by
 * then ends expired, what is withdrawn before it has gone out cancelled, and what is for an address that is not written to any more,
 * or for nobody on the safelist, suppressed.
 *
 * <p>One instance a task, used by its stream thread.
 */
final class HoldKeeper implements Processor<String, HoldStep, String, SpecificRecord> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final AvroDecoder avro;
    private final IngestMeters meters;
    private final Traces traces;
    private final Clock clock;
    private final Duration memory;
    private final Duration heartbeat;
    private final Audience audience;
    private final ThreadTime.Share time;
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable WaitingLine<HeldNotification> waiting;
    private @Nullable KeyValueStore<UUID, Withdrawn> withdrawn;
    private @Nullable Orders orders;
    private @Nullable DueIndex stopped;
    private @Nullable SuppressionList suppressions;
    private @Nullable ThreadProgress progress;
    private @Nullable Bytes cancelsAt;

    HoldKeeper(AvroDecoder avro, IngestMeters meters, Traces traces, Clock clock, Duration memory,
            Duration heartbeat, Audience audience, ThreadTime.Share time) {
        this.avro = avro;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
        this.memory = memory;
        this.heartbeat = heartbeat;
        this.audience = audience;
        this.time = time;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.progress = ThreadProgress.ofThisThread(context.metrics());
        this.waiting = new WaitingLine<>(context.getStateStore(Nodes.WAITING), context.getStateStore(Nodes.PLACES));
        KeyValueStore<UUID, Withdrawn> store = context.getStateStore(Nodes.WITHDRAWN);
        this.withdrawn = store;
        this.orders = new Orders(context.getStateStore(Nodes.ORDERS));
        this.stopped = new DueIndex(context.getStateStore(Nodes.STOPPED));
        this.suppressions = new SuppressionList(context, avro);
        context.schedule(ExpirySweep.INTERVAL, PunctuationType.WALL_CLOCK_TIME,
                new ExpirySweep<>(store, Withdrawn::writtenAt, memory));
        context.schedule(ExpirySweep.INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> forget());
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> look());
        // One task of all instances has this partition.
        if (!heartbeat.isZero() && context.taskId().partition() == 0) {
            context.schedule(heartbeat, PunctuationType.WALL_CLOCK_TIME, now -> beat());
        }
    }

    @Override
    public void process(Record<String, HoldStep> record) {
        switch (record.value()) {
            case HoldStep.Held(HeldNotification held) -> hold(new HeldRequest(held));
            case HoldStep.Controlled(ControlCommand command) -> withdraw(command);
            case HoldStep.Ordered(ControlCommand command) -> order(command);
            case HoldStep.LetGo(ControlCommand command) -> {
                orders().letGo(command);
                stopped().again();
            }
        }
    }

    @Override
    public void close() {
        time.close();
    }

    private void hold(HeldRequest held) {
        Withdrawn before = withdrawn().get(held.id());
        StatusReason reason = before == null ? orders().takenBack(held.identity()) : before.reason();
        if (reason == null && isTooMany(held)) {
            park(held);
        } else if (reason == null) {
            HeldRequest free = held.held().getReason() == StatusReason.BLAST_LIMIT
                    ? held.because(StatusReason.WAITING_FOR_TIME)
                    : held;
            waiting().add(free.lookAt(), free.id(), free.held());
        } else {
            end(held, NotificationState.CANCELLED, reason, clock.instant());
        }
    }

    /** What does not wait here has gone out or is yet to be heard of: the workers and the memory see to the one and the other. */
    private void withdraw(ControlCommand command) {
        boolean withdraws = command.getAction() == ControlAction.CANCEL
                || command.getAction() == ControlAction.SUPERSEDE;
        if (!withdraws || !(command.getTarget() instanceof NotificationTarget target)) {
            return;
        }
        for (UUID id : target.getNotificationIds()) {
            HeldNotification held = waiting().withdraw(id);
            if (held == null) {
                withdrawn().put(id, new Withdrawn(clock.millis(), command.getReason()));
            } else {
                end(new HeldRequest(held), NotificationState.CANCELLED, command.getReason(), clock.instant());
            }
        }
    }

    private void order(ControlCommand command) {
        if (orders().apply(command)) {
            stopped().again();
        }
        cancelsAt = null;
    }

    private void forget() {
        if (orders().forget(clock.instant())) {
            stopped().again();
        }
    }

    /** What is due comes first: it has a time to keep, and is not sent if it was cancelled. */
    private void look() {
        Instant now = clock.instant();
        Allowance allowance = time.begin(started(progress).processed());
        waiting().take(now, allowance, held -> release(new HeldRequest(held), now));
        if (orders().cancelsToDo() && allowance.oneMore()) {
            cancelsAt = waiting().show(cancelsAt, allowance, held -> cancel(new HeldRequest(held), now));
            if (cancelsAt == null) {
                orders().cancelsDone();
            }
        }
        stopped().look(allowance, id -> letGo(id, now));
    }

    private void beat() {
        Instant now = clock.instant();
        for (Heartbeats.Heartbeat one : Heartbeats.at(now)) {
            started(context).forward(new Record<>(one.key(), one.request(), now.toEpochMilli(),
                    OutgoingHeaders.of(one.request(), one.key(), now, null)), Nodes.DUE_REQUESTS);
        }
    }

    private void cancel(HeldRequest held, Instant now) {
        StatusReason reason = orders().takenBack(held.identity());
        if (reason != null && waiting().withdraw(held.id()) != null) {
            end(held, NotificationState.CANCELLED, reason, now);
        }
    }

    /** Whether nothing stops it any more, or it is not there any more. */
    private boolean letGo(UUID id, Instant now) {
        HeldNotification held = waiting().find(id);
        if (held == null) {
            return true;
        }
        HeldRequest request = new HeldRequest(held);
        if (isTooMany(request) || orders().stop(request.identity())) {
            return false;
        }
        waiting().withdraw(id);
        if (request.dueAt().isAfter(now)) {
            HeldRequest free = request.because(StatusReason.WAITING_FOR_TIME);
            waiting().add(free.lookAt(), id, free.held());
            tell(free, NotificationState.HELD, StatusReason.WAITING_FOR_TIME, now);
        } else {
            release(request, now);
        }
        return true;
    }

    private boolean isTooMany(HeldRequest held) {
        return held.held().getReason() == StatusReason.BLAST_LIMIT
                && orders().waitsForPerson(held.identity(), held.held().getHeldAt());
    }

    private void release(HeldRequest held, Instant now) {
        NotificationIdentity identity = held.identity();
        StatusReason takenBack = orders().takenBack(identity);
        Instant sendAt = held.mayBeSentAt(now);
        if (held.isTooLate(now) && isTooMany(held)) {
            // Not expired: that would send it by the next channel, though nobody has let it go.
            end(held, NotificationState.SUPPRESSED, StatusReason.BLAST_LIMIT, now);
        } else if (held.isTooLate(now)) {
            end(held, NotificationState.EXPIRED, StatusReason.TOO_OLD, now);
        } else if (takenBack != null) {
            end(held, NotificationState.CANCELLED, takenBack, now);
        } else if (orders().stop(identity)) {
            stop(held, now);
        } else if (sendAt.isAfter(now)) {
            untilWindow(held, sendAt, now);
        } else if (suppressions().of(identity.getRecipientKey(), now) != Standing.FREE) {
            end(held, NotificationState.SUPPRESSED, StatusReason.RECIPIENT_SUPPRESSED, now);
        } else if (!audience.includes((SpecificRecord) held.held().getRequest())) {
            // Its turn has come in the place of another, or the list was another when it was decided.
            end(held, NotificationState.SUPPRESSED, StatusReason.SAFELIST, now);
        } else if (held.isLimitedByPerson()) {
            started(context).forward(new Record<>(identity.getRecipientKey(), held.goingOut(now), now.toEpochMilli()),
                    Nodes.TO_LIMIT);
        } else {
            forward(identity, held.madeAt(now), "request " + held.id(), now, Nodes.DUE_REQUESTS);
        }
    }

    private void stop(HeldRequest held, Instant now) {
        park(held.because(StatusReason.STOPPED));
        if (held.held().getReason() != StatusReason.STOPPED) {
            tell(held, NotificationState.HELD, StatusReason.STOPPED, now);
            meters.stopped(held.identity().getService());
        }
    }

    /** It is looked at when it is too late, or when something is released. */
    private void park(HeldRequest held) {
        waiting().add(held.endsAt(), held.id(), held.held());
        stopped().add(held.dueAt(), held.id());
    }

    private void untilWindow(HeldRequest held, Instant sendAt, Instant now) {
        HeldRequest longer = held.because(StatusReason.WAITING_FOR_WINDOW).due(sendAt);
        waiting().add(longer.lookAt(), held.id(), longer.held());
        if (held.isParked()) {
            tell(held, NotificationState.HELD, StatusReason.WAITING_FOR_WINDOW, now);
        }
    }

    private void end(HeldRequest held, NotificationState state, StatusReason reason, Instant now) {
        if (held.isParked()) {
            stopped().remove(held.dueAt(), held.id());
        }
        tell(held, state, reason, now);
    }

    private void tell(HeldRequest held, NotificationState state, StatusReason reason, Instant now) {
        NotificationStatus status = NotificationStatus.newBuilder().setIdentity(held.identity()).setState(state)
                .setReason(reason).setOccurredAt(now).build();
        forward(held.identity(), status, state + " " + held.id() + (state == NotificationState.HELD ? " " + now : ""),
                now, Nodes.HELD_STATUSES);
    }

    private void forward(NotificationIdentity identity, SpecificRecord value, String id, Instant now, String sink) {
        // The trace needs no memory here: it follows from the notification's id.
        try (TraceStep step = traces.step(identity.getNotificationId(), "release", null)) {
            started(context).forward(new Record<>(identity.getCaseKey(), value, now.toEpochMilli(),
                    OutgoingHeaders.of(value, id, now, step.traceparent())), sink);
        }
    }

    private WaitingLine<HeldNotification> waiting() {
        return started(waiting);
    }

    private KeyValueStore<UUID, Withdrawn> withdrawn() {
        return started(withdrawn);
    }

    private Orders orders() {
        return started(orders);
    }

    private DueIndex stopped() {
        return started(stopped);
    }

    private SuppressionList suppressions() {
        return started(suppressions);
    }

    private static <T> T started(@Nullable T part) {
        return Objects.requireNonNull(part, "The processor is used before it was started.");
    }
}
