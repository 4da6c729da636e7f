package io.postroom.staffweb.database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts that many people look at, each taken again only after nineteen times as long as it took: whoever looks however often, the
 * database is busy with one of them for a twentieth of the time at most. Where little is to be counted it is counted anew nearly each
 * time. Safe for use by any thread.
 *
 * @param <K> what is counted
 * @param <V> the count
 */
public final class Sparing<K, V> {
    private static final int TIMES = 19;
    private static final int MOST = 200;

    private final Function<K, V> count;
    private final LongSupplier nanos;
    private final Map<K, Counted<V>> all = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Counted<V>> eldest) {
            return size() > MOST;
        }
    };

    /** Of what {@code count} counts, by a clock. */
    public Sparing(Function<K, V> count, LongSupplier nanos) {
        this.count = count;
        this.nanos = nanos;
    }

    /** The count. Who asks while it is being taken waits for it. */
    public V of(K key) {
        Counted<V> counted;
        synchronized (all) {
            counted = all.computeIfAbsent(key, one -> new Counted<>());
        }
        return counted.now(() -> count.apply(key), nanos);
    }

    private static final class Counted<V> {
        private @Nullable V value;
        private long until;

        synchronized V now(Supplier<V> count, LongSupplier nanos) {
            long begun = nanos.getAsLong();
            V known = value;
            if (known != null && begun - until < 0) {
                return known;
            }
            V fresh = count.get();
            long ended = nanos.getAsLong();
            value = fresh;
            until = ended + TIMES * (ended - begun);
            return fresh;
        }
    }
}
