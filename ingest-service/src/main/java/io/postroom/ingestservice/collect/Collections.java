package io.postroom.ingestservice.collect;

import io.postroom.ingestservice.stores.Allowance;
import io.postroom.ingestservice.stores.WaitingLine;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.withdraw.CaseKeys;
import io.postroom.rules.decision.Collected;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.schemas.v1.CaseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for others of their case, in the order in which their time is over. They lie where the case is decided, so that an
 * event joins, a cancellation takes back and the time ends one after the other.
 *
 * <p>One instance a task, used by its stream thread.
 */
public final class Collections {
    private static final int AT_MOST = 500;

    private final WaitingLine<Collection> line;
    private final KeyValueStore<Bytes, UUID> byCase;

    /** With the stores of a task. */
    public Collections(ProcessorContext<?, ?> context) {
        this.line = new WaitingLine<>(context.getStateStore(Nodes.COLLECTING),
                context.getStateStore(Nodes.COLLECTING_PLACES));
        this.byCase = context.getStateStore(Nodes.COLLECTING_CASES);
    }

    /** The stores, in an order that is always the same. */
    public static List<StoreBuilder<?>> stores() {
        return List.of(store(Nodes.COLLECTING, Serdes.Bytes(), Collection.serde()),
                store(Nodes.COLLECTING_PLACES, Serdes.UUID(), Serdes.Bytes()),
                store(Nodes.COLLECTING_CASES, Serdes.Bytes(), Serdes.UUID()));
    }

    private static <K, V> StoreBuilder<?> store(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values).withCachingDisabled();
    }

    /** Where messages of a rule to one person by one channel about one case are found. */
    public static Bytes place(String caseKey, String service, String ruleId, PlannedMessage message) {
        String reference = message.recipientReference();
        return CaseKeys.prefix(caseKey, service, String.join("\n", ruleId, message.role(), message.channel().name(),
                reference == null ? "#" + message.recipientIndex() : "=" + reference));
    }

    /** Those that an event belongs to; null when it is the first, or the first that finds no more room. */
    public @Nullable Collection find(Bytes place, Instant eventTime, Duration time) {
        try (KeyValueIterator<Bytes, UUID> ids = byCase.range(place, CaseKeys.end(place))) {
            while (ids.hasNext()) {
                Collection one = line.find(ids.next().value);
                if (one != null && !one.isFull()
                        && Collected.belong(one.collected().first().getTime(), eventTime, time)) {
                    return one;
                }
            }
        }
        return null;
    }

    /** Begins one. */
    public void open(Collection collection) {
        line.add(collection.closesAt(), collection.id(), collection);
        byCase.put(CaseKeys.of(collection.place(), collection.id()), collection.id());
    }

    /** Adds an event. */
    public void join(Collection collection, CaseEvent event) {
        line.withdraw(collection.id());
        line.add(collection.closesAt(), collection.id(), collection.with(event));
    }

    /** Takes one back; null when it waits no more. */
    public @Nullable Collection remove(UUID notificationId) {
        Collection removed = line.withdraw(notificationId);
        if (removed != null) {
            byCase.delete(CaseKeys.of(removed.place(), notificationId));
        }
        return removed;
    }

    /** Takes those out whose time is over, a bounded number. */
    public void takeOver(Instant now, Consumer<Collection> over) {
        line.take(now, Allowance.of(AT_MOST), one -> {
            byCase.delete(CaseKeys.of(one.place(), one.id()));
            over.accept(one);
        });
    }
}
