package io.postroom.ingestservice.hold;

import io.postroom.ingestservice.stores.ExpirySweep;
import io.postroom.ingestservice.stores.WaitingLine;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.OutgoingHeaders;
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
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps requests until they are due by wall clock, the oldest first, a bounded number at each look. What is due while its
 * window is closed, as after an outage, waits for the window; what is too late by then ends expired, what is withdrawn before it
 * has gone out cancelled.
 *
 * <p>One instance a task, used by its stream thread.
 */
final class HoldKeeper implements Processor<String, HoldStep, String, SpecificRecord> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    /** Together with the pause between looks the rate at which a partition's messages go out when all are due at once. */
    private static final int AT_MOST = 1_000;

    private final Traces traces;
    private final Clock clock;
    private final Duration memory;
    private final Duration heartbeat;
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable WaitingLine<HeldNotification> waiting;
    private @Nullable KeyValueStore<UUID, Withdrawn> withdrawn;

    HoldKeeper(Traces traces, Clock clock, Duration memory, Duration heartbeat) {
        this.traces = traces;
        this.clock = clock;
        this.memory = memory;
        this.heartbeat = heartbeat;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.waiting = new WaitingLine<>(context.getStateStore(Nodes.WAITING), context.getStateStore(Nodes.PLACES));
        KeyValueStore<UUID, Withdrawn> store = context.getStateStore(Nodes.WITHDRAWN);
        this.withdrawn = store;
        context.schedule(ExpirySweep.INTERVAL, PunctuationType.WALL_CLOCK_TIME,
                new ExpirySweep<>(store, Withdrawn::writtenAt, memory));
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
            case HoldStep.Controlled(ControlCommand command) -> control(command);
        }
    }

    private void hold(HeldRequest held) {
        Withdrawn before = withdrawn().get(held.id());
        if (before != null) {
            cancel(held, before.reason());
            return;
        }
        waiting().add(held.lookAt(), held.id(), held.held());
    }

    /** What does not wait here has gone out or is yet to be heard of: the workers and the memory see to the one and the other. */
    private void control(ControlCommand command) {
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
                cancel(new HeldRequest(held), command.getReason());
            }
        }
    }

    private void cancel(HeldRequest held, StatusReason reason) {
        end(held, NotificationState.CANCELLED, reason, clock.instant());
    }

    private void end(HeldRequest held, NotificationState state, StatusReason reason, Instant now) {
        NotificationStatus status = NotificationStatus.newBuilder().setIdentity(held.identity()).setState(state)
                .setReason(reason).setOccurredAt(now).build();
        forward(held.identity(), status, state + " " + held.id(), now, Nodes.HELD_STATUSES);
    }

    private void look() {
        Instant now = clock.instant();
        waiting().take(now, AT_MOST, held -> release(new HeldRequest(held), now));
    }

    private void beat() {
        Instant now = clock.instant();
        for (Heartbeats.Heartbeat one : Heartbeats.at(now)) {
            Objects.requireNonNull(context).forward(new Record<>(one.key(), one.request(), now.toEpochMilli(),
                    OutgoingHeaders.of(one.request(), one.key(), now, null)), Nodes.DUE_REQUESTS);
        }
    }

    private void release(HeldRequest held, Instant now) {
        if (held.isTooLate(now)) {
            end(held, NotificationState.EXPIRED, StatusReason.TOO_OLD, now);
            return;
        }
        Instant sendAt = held.mayBeSentAt(now);
        if (sendAt.isAfter(now)) {
            HeldNotification longer = HeldNotification.newBuilder(held.held()).setDueAt(sendAt)
                    .setReason(StatusReason.WAITING_FOR_WINDOW).build();
            waiting().add(new HeldRequest(longer).lookAt(), held.id(), longer);
            return;
        }
        forward(held.identity(), held.madeAt(now), "request " + held.id(), now, Nodes.DUE_REQUESTS);
    }

    private void forward(NotificationIdentity identity, SpecificRecord value, String id, Instant now, String sink) {
        // The trace needs no memory here: it follows from the notification's id.
        try (TraceStep step = traces.step(identity.getNotificationId(), "release", null)) {
            Objects.requireNonNull(context).forward(new Record<>(identity.getCaseKey(), value, now.toEpochMilli(),
                    OutgoingHeaders.of(value, id, now, step.traceparent())), sink);
        }
    }

    private WaitingLine<HeldNotification> waiting() {
        return Objects.requireNonNull(waiting, "The processor is used before it was started.");
    }

    private KeyValueStore<UUID, Withdrawn> withdrawn() {
        return Objects.requireNonNull(withdrawn, "The processor is used before it was started.");
    }
}
