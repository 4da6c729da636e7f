package io.postroom.ingestservice.stores;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Names of what is kept elsewhere, in the order in which it was due. Gone through from its beginning whenever something happened that may
 * concern any of it, no more than is allowed at each look.
 *
 * <p>Used by the one thread that owns the store.
 */
public final class DueIndex {
    private static final byte[] NOTHING = {1};

    private final KeyValueStore<Bytes, byte[]> store;
    private @Nullable Bytes next;
    /** What happened just before the last stop may not have been seen to. */
    private boolean going = true;

    /** With the store of a task, by {@link DueKey}. */
    public DueIndex(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Adds one. */
    public void add(Instant dueAt, UUID id) {
        store.put(DueKey.of(dueAt, id), NOTHING);
    }

    /** Takes one out; also if it is not there. */
    public void remove(Instant dueAt, UUID id) {
        store.delete(DueKey.of(dueAt, id));
    }

    /** Lets the next looks go through all of it. */
    public void again() {
        next = null;
        going = true;
    }

    /**
     * Goes on.
     *
     * @param over whether one is to be taken out, the oldest first
     */
    public void look(Allowance allowance, Predicate<UUID> over) {
        if (!going || !allowance.oneMore()) {
            return;
        }
        try (KeyValueIterator<Bytes, byte[]> entries = next == null ? store.all() : store.range(next, null)) {
            boolean oneMore = true;
            while (oneMore && entries.hasNext()) {
                Bytes key = entries.next().key;
                if (over.test(DueKey.id(key))) {
                    store.delete(key);
                }
                oneMore = allowance.oneMore();
            }
            going = entries.hasNext();
            next = going ? entries.peekNextKey() : null;
        }
    }
}
