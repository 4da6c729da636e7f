package io.postroom.ingestservice.hold;

import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.OutgoingHeaders;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps requests until they are due by wall clock, the oldest first, a bounded number at each look. A request whose time
 * has run out by then ends expired.
 *
 * <p>One instance a task, used by its stream thread.
 */
final class HoldKeeper implements Processor<String, HeldNotification, String, SpecificRecord> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int AT_MOST = 500;

    private final Clock clock;
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable KeyValueStore<Bytes, HeldNotification> waiting;

    HoldKeeper(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.waiting = context.getStateStore(Nodes.WAITING);
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> release());
    }

    @Override
    public void process(Record<String, HeldNotification> record) {
        HeldNotification held = record.value();
        // Without a due time it waits for a person; it is put behind everything that has one.
        Instant dueAt = held.getDueAt() == null ? Instant.ofEpochMilli(Long.MAX_VALUE) : held.getDueAt();
        waiting().put(DueKey.of(dueAt, identity(held).getNotificationId()), held);
    }

    private void release() {
        Instant now = clock.instant();
        try (KeyValueIterator<Bytes, HeldNotification> due = waiting().range(null, DueKey.after(now.toEpochMilli()))) {
            for (int released = 0; released < AT_MOST && due.hasNext(); released++) {
                KeyValue<Bytes, HeldNotification> next = due.next();
                waiting().delete(next.key);
                release(next.value, now);
            }
        }
    }

    private void release(HeldNotification held, Instant now) {
        NotificationIdentity identity = identity(held);
        Instant expiresAt = terms(held).getExpiresAt();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            NotificationStatus status = NotificationStatus.newBuilder().setIdentity(identity)
                    .setState(NotificationState.EXPIRED).setReason(StatusReason.TOO_OLD).setOccurredAt(now).build();
            forward(identity, status, "expired " + identity.getNotificationId(), now, Nodes.HELD_STATUSES);
            return;
        }
        forward(identity, (SpecificRecord) held.getRequest(), "request " + identity.getNotificationId(), now,
                Nodes.DUE_REQUESTS);
    }

    private void forward(NotificationIdentity identity, SpecificRecord value, String id, Instant now, String sink) {
        Objects.requireNonNull(context).forward(new Record<>(identity.getCaseKey(), value, now.toEpochMilli(),
                OutgoingHeaders.of(value, id, now, null)), sink);
    }

    private static NotificationIdentity identity(HeldNotification held) {
        return switch (held.getRequest()) {
            case SmsRequest request -> request.getIdentity();
            case EmailRequest request -> request.getIdentity();
            case LetterRequest request -> request.getIdentity();
            default -> throw new IllegalStateException("What is held is a request.");
        };
    }

    private static DeliveryTerms terms(HeldNotification held) {
        return switch (held.getRequest()) {
            case SmsRequest request -> request.getTerms();
            case EmailRequest request -> request.getTerms();
            case LetterRequest request -> request.getTerms();
            default -> throw new IllegalStateException("What is held is a request.");
        };
    }

    private KeyValueStore<Bytes, HeldNotification> waiting() {
        return Objects.requireNonNull(waiting, "The processor is used before it was started.");
    }
}
