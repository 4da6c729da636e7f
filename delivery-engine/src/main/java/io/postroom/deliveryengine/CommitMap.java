package io.postroom.deliveryengine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What the commit metadata says about offsets from the commit position on. Below the horizon every offset is done except
 * those listed; from the horizon on none is. Started offsets are not done and may stand on either side.
 */
final class CommitMap {
    private final long base;
    private final long horizon;
    private final long[] incompletes;
    private final long[] started;

    CommitMap(long base, long horizon, long[] incompletes, long[] started) {
        this.base = base;
        this.horizon = Math.max(base, horizon);
        this.incompletes = incompletes;
        this.started = started;
    }

    /** From offsets in ascending order; incompletes from the horizon on are left out, since it says so already. */
    static CommitMap of(long base, long horizon, List<Long> incompletes, List<Long> started) {
        return new CommitMap(base, horizon,
                incompletes.stream().mapToLong(Long::longValue).filter(offset -> offset < horizon).toArray(),
                started.stream().mapToLong(Long::longValue).toArray());
    }

    long base() {
        return base;
    }

    long horizon() {
        return horizon;
    }

    /** The offset from which on it says nothing but "not done, not started". */
    long end() {
        return started.length == 0 ? horizon : Math.max(horizon, started[started.length - 1] + 1);
    }

    boolean isDone(long offset) {
        return offset < base || offset < horizon && Arrays.binarySearch(incompletes, offset) < 0;
    }

    boolean isStarted(long offset) {
        return Arrays.binarySearch(started, offset) >= 0;
    }

    boolean isEmpty() {
        return horizon == base && started.length == 0;
    }

    long[] incompletes() {
        return incompletes.clone();
    }

    long[] started() {
        return started.clone();
    }

    LongStream incompletesFrom(long offset) {
        return Arrays.stream(incompletes).filter(value -> value >= offset);
    }

    LongStream startedFrom(long offset) {
        return Arrays.stream(started).filter(value -> value >= offset);
    }

    /** The same, saying nothing from another horizon on. */
    CommitMap withHorizon(long lower) {
        return new CommitMap(base, lower, Arrays.stream(incompletes).filter(offset -> offset < lower).toArray(),
                started);
    }
}
