package io.postroom.ingestservice.stores;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Names of what is kept elsewhere, in the order in which it was due. Gone through from its beginning whenever something happened that may
 * concern any of it, a bounded number at each look.
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
    public void look(int atMost, Predicate<UUID> over) {
        if (!going) {
            return;
        }
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = next == null ? store.all() : store.range(next, null)) {
            while (keys.size() < atMost && entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                keys.add(entry.key);
            }
            going = entries.hasNext();
            next = going ? entries.peekNextKey() : null;
        }
        for (Bytes key : keys) {
            if (over.test(DueKey.id(key))) {
                store.delete(key);
            }
        }
    }
}
