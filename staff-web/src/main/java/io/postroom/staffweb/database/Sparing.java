package io.postroom.staffweb.database;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts that many people look at, each taken again only after nineteen times as long as it took: whoever looks however often, the
 * database is busy with one of them for a twentieth of the time at most. Where little is to be counted it is counted anew nearly each
 * time. Where counting takes long nobody waits for it: the last count is shown while the next one is taken, unless it is too old. Safe
 * for use by any thread.
 *
 * @param <K> what is counted
 * @param <V> the count
 */
public final class Sparing<K, V> {
    private static final Logger log = LoggerFactory.getLogger(Sparing.class);
    private static final int TIMES = 19;
    private static final int MOST = 200;
    /** So little is waited for, and what is shown is of now. */
    private static final long SHORT = Duration.ofMillis(50).toNanos();
    /** What is due for so long is of another day for whoever opens a page. */
    private static final long TOO_OLD = Duration.ofSeconds(10).toNanos();

    private final Function<K, V> count;
    private final LongSupplier nanos;
    private final Executor background;
    private final Map<K, Counted> all = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Counted> eldest) {
            return size() > MOST;
        }
    };

    /** Of what {@code count} counts, by a clock; what nobody waits for is counted in the background. */
    public Sparing(Function<K, V> count, LongSupplier nanos, Executor background) {
        this.count = count;
        this.nanos = nanos;
        this.background = background;
    }

    /** The same, on a thread for each count that nobody waits for. */
    public Sparing(Function<K, V> count) {
        this(count, System::nanoTime, task -> Thread.ofVirtual().name("count").start(task));
    }

    /** The count. Who asks for the first one while it is being taken waits for it. */
    public V of(K key) {
        Counted counted;
        synchronized (all) {
            counted = all.computeIfAbsent(key, one -> new Counted());
        }
        return counted.now(() -> count.apply(key));
    }

    private final class Counted {
        private @Nullable V value;
        private long took;
        private long until;
        private boolean beingTaken;

        V now(Supplier<V> fresh) {
            V known;
            synchronized (this) {
                long overdue = nanos.getAsLong() - until;
                known = value;
                if (known == null || overdue >= 0 && took <= SHORT || overdue > TOO_OLD && !beingTaken) {
                    return take(fresh);
                }
                if (overdue < 0 || beingTaken) {
                    return known;
                }
                beingTaken = true;
            }
            background.execute(() -> {
                try {
                    take(fresh);
                } catch (RuntimeException e) {
                    // Whoever looks later waits for it, and is told.
                    log.atWarn().addKeyValue("failure", e.getClass().getSimpleName())
                            .log("What a page shows could not be counted; it is tried again");
                } finally {
                    end();
                }
            });
            return known;
        }

        private V take(Supplier<V> fresh) {
            long begun = nanos.getAsLong();
            V taken = fresh.get();
            keep(taken, begun, nanos.getAsLong());
            return taken;
        }

        private synchronized void keep(V taken, long begun, long ended) {
            value = taken;
            took = ended - begun;
            until = ended + TIMES * took;
        }

        private synchronized void end() {
            beingTaken = false;
        }
    }
}
