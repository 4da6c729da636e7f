package io.postroom.ingestservice.hold;

import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.OutgoingHeaders;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.StatusReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keeps requests until they are due by wall clock, the oldest first, a bounded number at each look. What is due while its
 * window is closed, as after an outage, waits for the window; what is too late by then ends expired.
 *
 * <p>One instance a task, used by its stream thread.
 */
final class HoldKeeper implements Processor<String, HeldNotification, String, SpecificRecord> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    /** Together with the pause between looks the rate at which a partition's messages go out when all are due at once. */
    private static final int AT_MOST = 1_000;

    private final Clock clock;
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable WaitingLine waiting;

    HoldKeeper(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.waiting = new WaitingLine(context.getStateStore(Nodes.WAITING));
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> look());
    }

    @Override
    public void process(Record<String, HeldNotification> record) {
        HeldRequest held = new HeldRequest(record.value());
        waiting().add(held.lookAt(), held.id(), record.value());
    }

    private void look() {
        Instant now = clock.instant();
        waiting().take(now, AT_MOST, held -> release(new HeldRequest(held), now));
    }

    private void release(HeldRequest held, Instant now) {
        NotificationIdentity identity = held.identity();
        if (held.isTooLate(now)) {
            NotificationStatus status = NotificationStatus.newBuilder().setIdentity(identity)
                    .setState(NotificationState.EXPIRED).setReason(StatusReason.TOO_OLD).setOccurredAt(now).build();
            forward(identity, status, "expired " + held.id(), now, Nodes.HELD_STATUSES);
            return;
        }
        Instant sendAt = held.mayBeSentAt(now);
        if (sendAt.isAfter(now)) {
            HeldNotification longer = HeldNotification.newBuilder(held.held()).setDueAt(sendAt)
                    .setReason(StatusReason.WAITING_FOR_WINDOW).build();
            waiting().add(new HeldRequest(longer).lookAt(), held.id(), longer);
            return;
        }
        forward(identity, held.madeAt(now), "request " + held.id(), now, Nodes.DUE_REQUESTS);
    }

    private void forward(NotificationIdentity identity, SpecificRecord value, String id, Instant now, String sink) {
        Objects.requireNonNull(context).forward(new Record<>(identity.getCaseKey(), value, now.toEpochMilli(),
                OutgoingHeaders.of(value, id, now, null)), sink);
    }

    private WaitingLine waiting() {
        return Objects.requireNonNull(waiting, "The processor is used before it was started.");
    }
}
