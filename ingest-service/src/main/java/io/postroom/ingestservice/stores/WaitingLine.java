package io.postroom.ingestservice.stores;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What waits, in the order in which it is due. Of a million messages only those that are due are ever looked at, and none
 * of those that were: a store that has just forgotten the first hundred thousand keys still has to step over them, so that
 * each look begins where the last one ended.
 *
 * <p>Used by the one thread that owns the store.
 */
public final class WaitingLine<V> {
    private final KeyValueStore<Bytes, V> store;
    private final KeyValueStore<UUID, Bytes> places;
    private @Nullable Bytes first;

    /**
     * With the two stores of a task.
     *
     * @param store what waits, by {@link DueKey}
     * @param places where each of it stands
     */
    public WaitingLine(KeyValueStore<Bytes, V> store, KeyValueStore<UUID, Bytes> places) {
        this.store = store;
        this.places = places;
    }

    /** Puts one into the line; where it stood in it before, it stands no more. */
    public void add(Instant lookAt, UUID notificationId, V held) {
        Bytes key = DueKey.of(lookAt, notificationId);
        Bytes before = places.get(notificationId);
        if (before != null && !before.equals(key)) {
            store.put(before, null);
        }
        store.put(key, held);
        places.put(notificationId, key);
        if (first != null && key.compareTo(first) < 0) {
            first = key;
        }
    }

    /** Takes what is due out, the oldest first and no more than is allowed. */
    public void take(Instant now, Allowance allowance, Consumer<V> due) {
        Bytes end = DueKey.after(now.toEpochMilli());
        if (first != null && first.compareTo(end) > 0) {
            return;
        }
        try (KeyValueIterator<Bytes, V> entries = store.range(first, end)) {
            while (entries.hasNext() && allowance.oneMore()) {
                KeyValue<Bytes, V> entry = entries.next();
                // Unlike delete, this does not read again what is known already.
                store.put(entry.key, null);
                places.put(DueKey.id(entry.key), null);
                first = entry.key;
                due.accept(entry.value);
            }
        }
    }

    /**
     * Shows what waits, whenever it is due, and no more of it than is allowed.
     *
     * @param from where the last look ended; null to begin
     * @param each may take out what it is shown
     * @return where to go on; null when that was all
     */
    public @Nullable Bytes show(@Nullable Bytes from, Allowance allowance, Consumer<V> each) {
        try (KeyValueIterator<Bytes, V> entries = store.range(from, null)) {
            while (entries.hasNext()) {
                if (!allowance.oneMore()) {
                    return entries.peekNextKey();
                }
                each.accept(entries.next().value);
            }
            return null;
        }
    }

    /** What waits under an id; null for nothing. */
    public @Nullable V find(UUID notificationId) {
        Bytes key = places.get(notificationId);
        return key == null ? null : store.get(key);
    }

    /** Takes one out of the line, whenever it is due; null when it does not wait. */
    public @Nullable V withdraw(UUID notificationId) {
        Bytes key = places.delete(notificationId);
        return key == null ? null : store.delete(key);
    }
}
