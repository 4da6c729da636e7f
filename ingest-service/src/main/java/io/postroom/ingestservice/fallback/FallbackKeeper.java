package io.postroom.ingestservice.fallback;

import io.postroom.ingestservice.hold.HeldRequest;
import io.postroom.ingestservice.stores.Allowance;
import io.postroom.ingestservice.stores.ExpirySweep;
import io.postroom.ingestservice.stores.WaitingLine;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.InternalAvro;
import io.postroom.rules.decision.Fallbacks;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.StatusReason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a message is sent by the next channel of its chain, and when nobody may be expected to say any more what became
 * of one. Looks at nothing but what the status topic shows, in its order, so that every step of a chain is taken at one place, once.
 *
 * <p>One instance a task, used by its stream thread.
 */
public final class FallbackKeeper {
    /** Networks try for up to three days. */
    private static final Duration TEXTS_AT_MOST = Duration.ofHours(72);
    /** After a start the receipts of the time before are read first. */
    static final Duration RECEIPTS_FIRST = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int AT_MOST = 1_000;
    private static final String UNKNOWN_ADDRESS = "";

    private final Chains chains;
    private final WaitingLine<NotificationStatus> receiptsDue;
    private final Steps steps;
    private final Clock clock;

    /** Where what is decided goes. */
    public interface Steps {
        /** A status that follows. */
        void tell(NotificationStatus status);

        /** A notification's turn has come, or one that had come is taken back. */
        void turn(NotificationIdentity identity, Object heldOrCommand);

        /** Whether somebody decided that an address is not written to. */
        boolean stoppedByPerson(String recipientKey);

        /** What the status topic has last shown of a notification; null when that is not known. */
        @Nullable
        Ended last(UUID notificationId);
    }

    /** How a notification stands. */
    public record Ended(NotificationState state, @Nullable StatusReason reason) {}

    /** With the stores of a task, which it also keeps small. */
    public FallbackKeeper(ProcessorContext<?, ?> context, Steps steps, Clock clock) {
        KeyValueStore<UUID, Link> links = context.getStateStore(Nodes.CHAINS);
        this.chains = new Chains(links);
        this.receiptsDue = new WaitingLine<>(context.getStateStore(Nodes.RECEIPTS_DUE),
                context.getStateStore(Nodes.RECEIPT_PLACES));
        this.steps = steps;
        this.clock = clock;
        Instant from = clock.instant().plus(RECEIPTS_FIRST);
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> look(from));
        context.schedule(ExpirySweep.INTERVAL, PunctuationType.WALL_CLOCK_TIME,
                new ExpirySweep<>(links, Link::keepUntil, Duration.ZERO, Duration.ofHours(1)));
    }

    /** The stores. */
    public static Set<StoreBuilder<?>> stores() {
        return Set.of(store(Nodes.CHAINS, Serdes.UUID(), Link.serde()),
                store(Nodes.RECEIPTS_DUE, Serdes.Bytes(), statuses()),
                store(Nodes.RECEIPT_PLACES, Serdes.UUID(), Serdes.Bytes()));
    }

    private static <K, V> StoreBuilder<?> store(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values).withCachingDisabled();
    }

    private static Serde<NotificationStatus> statuses() {
        InternalAvro<NotificationStatus> avro = new InternalAvro<>(NotificationStatus.class);
        return Serdes.serdeFrom((topic, status) -> status == null ? null : avro.write(status),
                (topic, bytes) -> bytes == null ? null : avro.read(bytes));
    }

    /** The status topic shows a step forward. */
    public void observed(NotificationStatus status) {
        UUID id = status.getIdentity().getNotificationId();
        NotificationState state = status.getState();
        switch (state) {
            case SENT -> {
                Duration time = receiptWithin(id, status.getIdentity().getChannel());
                if (time != null) {
                    receiptsDue.withdraw(id);
                    receiptsDue.add(clock.instant().plus(time), id, status);
                }
            }
            case DELIVERED, FAILED, EXPIRED, CANCELLED, SUPPRESSED, UNKNOWN -> {
                receiptsDue.withdraw(id);
                ended(status.getIdentity(), new Ended(state, status.getReason()));
            }
            case UNRECOGNISED, CREATED, HELD, SENDING -> {
                // On its way.
            }
        }
    }

    /** Something is to stand in for a notification, which may have ended before this is heard of. */
    public void chained(HeldNotification held) {
        chains.add(held);
        UUID before = Objects.requireNonNull(held.getFallback()).getFollows();
        Duration time = chains.receiptWithin(before);
        NotificationStatus sent = time == null ? null : receiptsDue.withdraw(before);
        if (time != null && sent != null) {
            receiptsDue.add(clock.instant().plus(time), before, sent);
        }
        Ended last = steps.last(before);
        if (last != null) {
            NotificationIdentity identity = NotificationIdentity.newBuilder(new HeldRequest(held).identity())
                    .setNotificationId(before).setRecipientKey(UNKNOWN_ADDRESS).build();
            // It may be made anew, after it had ended when the event first came: that the status topic is yet to show.
            boolean mayBeAnew = last.state() == NotificationState.SUPPRESSED
                    || last.state() == NotificationState.FAILED;
            if (follows(identity, last) || !mayBeAnew) {
                ended(identity, last);
            }
        }
    }

    /** What is withdrawn is not sent by another channel either. */
    public void controlled(ControlCommand command) {
        boolean withdraws = command.getAction() == ControlAction.CANCEL
                || command.getAction() == ControlAction.SUPERSEDE;
        if (withdraws && command.getTarget() instanceof NotificationTarget target) {
            target.getNotificationIds().forEach(chains::end);
        }
    }

    private void ended(NotificationIdentity identity, Ended ended) {
        UUID id = identity.getNotificationId();
        if (follows(identity, ended)) {
            HeldRequest next = chains.take(id);
            if (next != null) {
                turn(next);
            }
            return;
        }
        switch (ended.state()) {
            case DELIVERED -> needless(identity, chains.end(id));
            case CANCELLED, SUPPRESSED, FAILED -> chains.end(id);
            case UNKNOWN, EXPIRED, SENT, UNRECOGNISED, CREATED, HELD, SENDING -> {
                // Not over, or decided by what is heard later.
            }
        }
    }

    private boolean follows(NotificationIdentity identity, Ended ended) {
        if (ended.reason() == StatusReason.NO_RECEIPT) {
            return ended.state() == NotificationState.UNKNOWN
                    && chains.receiptWithin(identity.getNotificationId()) != null;
        }
        // It waited, and its address failed meanwhile: the person is reached by the next channel, as if that had been known before.
        return Fallbacks.follow(ended.state(), ended.reason())
                || ended.state() == NotificationState.SUPPRESSED && ended.reason() == StatusReason.RECIPIENT_SUPPRESSED
                        && !identity.getRecipientKey().equals(UNKNOWN_ADDRESS)
                        && !steps.stoppedByPerson(identity.getRecipientKey());
    }

    private void turn(HeldRequest next) {
        Instant now = clock.instant();
        HeldNotification due = next.inItsTurn(now);
        steps.tell(status(next.identity(), NotificationState.CREATED, null, now));
        if (next.mayBeSentAt(now).isAfter(now)) {
            steps.tell(status(next.identity(), NotificationState.HELD, StatusReason.WAITING_FOR_WINDOW, now));
        }
        steps.turn(next.identity(), due);
    }

    /** What was to be sent in its stead is not needed any more, as far as it still waits. */
    private void needless(NotificationIdentity delivered, List<UUID> taken) {
        if (!taken.isEmpty()) {
            String name = "delivered after all " + delivered.getNotificationId();
            steps.turn(delivered, ControlCommand.newBuilder()
                    .setCommandId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)))
                    .setAction(ControlAction.CANCEL)
                    .setTarget(NotificationTarget.newBuilder().setNotificationIds(taken).build())
                    .setReason(StatusReason.CANCELLED_BY_EVENT).setIssuedBy("receipt").setIssuedAt(clock.instant())
                    .build());
        }
    }

    private void look(Instant from) {
        Instant now = clock.instant();
        if (!now.isBefore(from)) {
            receiptsDue.take(now, Allowance.of(AT_MOST), sent -> steps.tell(
                    status(sent.getIdentity(), NotificationState.UNKNOWN, StatusReason.NO_RECEIPT, now)));
        }
    }

    private @Nullable Duration receiptWithin(UUID id, Channel channel) {
        Duration ofRule = chains.receiptWithin(id);
        return ofRule == null && channel == Channel.SMS ? TEXTS_AT_MOST : ofRule;
    }

    private static NotificationStatus status(NotificationIdentity identity, NotificationState state,
            @Nullable StatusReason reason, Instant now) {
        return NotificationStatus.newBuilder().setIdentity(identity).setState(state).setReason(reason)
                .setOccurredAt(now).build();
    }
}
