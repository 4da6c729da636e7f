package io.postroom.ingestservice.stores;

import java.time.Duration;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Forgets entries of a store after a time, by wall clock, a bounded number at each call, and rests until the oldest entry
 * of the last pass can have expired. Record timestamps play no part: an event from the future must not empty a store.
 *
 * <p>Used by the one thread that owns the store.
 */
public final class ExpirySweep<K, V> implements Punctuator {
    /** How often a processor lets a sweep run. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int ENTRIES_PER_CALL = 2_000;

    private final KeyValueStore<K, V> store;
    private final ToLongFunction<V> writtenAt;
    private final long keepMillis;
    private final long restMillis;
    private @Nullable K next;
    private long oldest = Long.MAX_VALUE;
    private long restUntil = Long.MIN_VALUE;

    /**
     * A sweep over one store.
     *
     * @param writtenAt when an entry was written, as epoch milliseconds of the wall clock
     * @param keep for how long an entry is kept after that
     */
    public ExpirySweep(KeyValueStore<K, V> store, ToLongFunction<V> writtenAt, Duration keep) {
        this(store, writtenAt, keep, keep);
    }

    /**
     * A sweep over a store whose entries are not forgotten in the order in which they are written.
     *
     * @param restAtMost how long it may rest between two passes
     */
    public ExpirySweep(KeyValueStore<K, V> store, ToLongFunction<V> writtenAt, Duration keep, Duration restAtMost) {
        this.restMillis = restAtMost.toMillis();
        this.store = store;
        this.writtenAt = writtenAt;
        this.keepMillis = keep.toMillis();
    }

    @Override
    public void punctuate(long now) {
        if (now < restUntil) {
            return;
        }
        try (KeyValueIterator<K, V> entries = next == null ? store.all() : store.range(next, null)) {
            for (int seen = 0; entries.hasNext(); seen++) {
                if (seen == ENTRIES_PER_CALL) {
                    next = entries.peekNextKey();
                    return;
                }
                look(entries.next(), now);
            }
        }
        restUntil = Math.min(oldest == Long.MAX_VALUE ? Long.MAX_VALUE : oldest + keepMillis, now + restMillis);
        oldest = Long.MAX_VALUE;
        next = null;
    }

    private void look(KeyValue<K, V> entry, long now) {
        long written = writtenAt.applyAsLong(entry.value);
        if (written + keepMillis <= now) {
            store.delete(entry.key);
        } else {
            oldest = Math.min(oldest, written);
        }
    }
}
