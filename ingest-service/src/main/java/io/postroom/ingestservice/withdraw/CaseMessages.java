package io.postroom.ingestservice.withdraw;

import io.postroom.ingestservice.stores.ExpirySweep;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.rules.decision.Withdrawal;
import io.postroom.schemas.v1.StatusReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of each case may still be taken back, and which events take messages back, so that the two may be decided in
 * either order. Only rules that can be cancelled or replaced are written down.
 *
 * <p>One instance a task, used by its stream thread.
 */
public final class CaseMessages {
    private static final Duration REST_AT_MOST = Duration.ofHours(1);

    private final KeyValueStore<Bytes, CaseEntry> made;
    private final KeyValueStore<Bytes, CaseEntry> takenBack;
    private final Duration memory;

    /**
     * With the stores of a task, which it also keeps small.
     *
     * @param memory for how long an event may come later than one that happened after it
     */
    public CaseMessages(ProcessorContext<?, ?> context, Duration memory) {
        this.made = context.getStateStore(Nodes.CASE_MESSAGES);
        this.takenBack = context.getStateStore(Nodes.CASE_WITHDRAWALS);
        this.memory = memory;
        for (KeyValueStore<Bytes, CaseEntry> store : List.of(made, takenBack)) {
            context.schedule(ExpirySweep.INTERVAL, PunctuationType.WALL_CLOCK_TIME,
                    new ExpirySweep<>(store, CaseEntry::keepUntil, Duration.ZERO, REST_AT_MOST));
        }
    }

    /** The stores. */
    public static Set<StoreBuilder<?>> stores() {
        return Set.of(store(Nodes.CASE_MESSAGES), store(Nodes.CASE_WITHDRAWALS));
    }

    private static StoreBuilder<?> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), CaseEntry.serde())
                .withCachingDisabled();
    }

    /** Why a message of an event is not to be made, since an event that is younger was decided before it; else null. */
    public @Nullable StatusReason takenBack(CaseOfRule rule, CaseMoment event) {
        CaseEntry entry = takenBack.get(rule.key());
        return entry != null && !entry.event().equals(event.id())
                && Withdrawal.concerns(entry.reason(), event.time(), entry.eventTime(), false) ? entry.reason() : null;
    }

    /**
     * Writes down that a message was made and may be taken back.
     *
     * @param dueAt when it goes out at the latest, as far as is known now
     * @param expiresAt until when it may be handed over; null for ever
     */
    public void made(CaseOfRule rule, CaseMoment event, UUID notificationId, Instant dueAt,
            @Nullable Instant expiresAt) {
        Instant until = dueAt.plus(memory);
        Instant keepUntil = expiresAt != null && expiresAt.isAfter(until) ? expiresAt : until;
        made.put(CaseKeys.of(rule.key(), notificationId),
                new CaseEntry(keepUntil.toEpochMilli(), event.time(), event.id(), StatusReason.UNRECOGNISED));
    }

    /**
     * Takes back what was made of events no younger than this one, and remembers it for those that are decided later.
     *
     * @return the messages that this concerns; some may have been handed over already
     */
    public List<UUID> takeBack(CaseOfRule rule, Withdrawal withdrawal, CaseMoment event, Instant now) {
        CaseEntry known = takenBack.get(rule.key());
        if (known == null || reachesFurther(withdrawal.reason(), event.time(), known)) {
            takenBack.put(rule.key(), new CaseEntry(now.plus(memory).plus(withdrawal.longestWait()).toEpochMilli(),
                    event.time(), event.id(), withdrawal.reason()));
        }
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, CaseEntry> entries = made.range(rule.key(), CaseKeys.end(rule.key()))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, CaseEntry> entry = entries.next();
                if (!entry.value.event().equals(event.id()) && Withdrawal.concerns(withdrawal.reason(),
                        entry.value.eventTime(), event.time(), true)) {
                    keys.add(entry.key);
                }
            }
        }
        keys.forEach(made::delete);
        return keys.stream().map(CaseKeys::id).toList();
    }

    /** Of two at one time a cancellation concerns that time too, and a replacement only what was before it. */
    private static boolean reachesFurther(StatusReason reason, Instant time, CaseEntry known) {
        return time.equals(known.eventTime())
                ? reason != StatusReason.SUPERSEDED || known.reason() == StatusReason.SUPERSEDED
                : time.isAfter(known.eventTime());
    }

    /** The messages of one rule for one case. */
    public record CaseOfRule(String caseKey, String service, String ruleId) {
        Bytes key() {
            return CaseKeys.prefix(caseKey, service, ruleId);
        }
    }

    /** An event among those of its case. */
    public record CaseMoment(UUID id, Instant time) {
        /** The moment of an event, to the millisecond as records have it. */
        public static CaseMoment of(String source, String eventId, Instant time) {
            return new CaseMoment(UUID.nameUUIDFromBytes((source.length() + " " + source + " " + eventId)
                    .getBytes(StandardCharsets.UTF_8)), Instant.ofEpochMilli(time.toEpochMilli()));
        }
    }
}
