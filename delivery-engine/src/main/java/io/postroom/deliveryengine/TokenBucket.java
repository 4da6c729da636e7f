package io.postroom.deliveryengine;

/**
 * Smooth rate limit: tokens come one by one, evenly spaced. A taker that was late may catch up a little, yet never so
 * much that any second sees more than the rate: the last grants are remembered.
 *
 * <p>The rate is kept where every share gives a token a second or more; a smaller share gives its tokens on average.
 *
 * <p>A smaller share holds at once. A larger one holds a second later: by then no second contains both what an earlier
 * owner of the share sent and what we send by it, so that all instances together keep the contracted rate through a
 * rebalance.
 */
final class TokenBucket {
    private static final long SECOND = 1_000_000_000L;
    private static final long CATCH_UP = 50_000_000L;

    private final double ratePerSecond;
    private double share;
    private double raisedShare;
    private long raiseAt;
    private boolean raising;
    private long interval;
    private long window;
    private long nextFree;
    /** The latest grants, as many as a window may have; the oldest of them is the next to be replaced. */
    private long[] grants = new long[0];
    private int oldest;
    private int kept;
    private boolean blocked = true;

    /** Begins with a share of nothing. */
    TokenBucket(double ratePerSecond, long now) {
        this.ratePerSecond = ratePerSecond;
        this.nextFree = now;
    }

    boolean unlimited() {
        return ratePerSecond == 0;
    }

    void share(double value, long now) {
        if (unlimited()) {
            return;
        }
        if (value <= share) {
            raising = false;
            apply(value, now);
        } else if (!raising || value != raisedShare) {
            // A raise that waits may be replaced by a smaller or larger one; each waits for its own second.
            raising = true;
            raisedShare = value;
            raiseAt = now + SECOND;
        }
    }

    /** When a token can be taken at the earliest; {@link Long#MAX_VALUE} if that depends on a larger share. */
    long availableAt(long now) {
        settle(now);
        if (unlimited()) {
            return nextFree;
        }
        if (blocked) {
            return raising ? raiseAt : Long.MAX_VALUE;
        }
        boolean full = kept == grants.length;
        long earliest = full ? Math.max(nextFree, grants[oldest] + window) : nextFree;
        return earliest;
    }

    boolean available(long now) {
        return availableAt(now) <= now;
    }

    void take(long now) {
        if (unlimited()) {
            return;
        }
        nextFree = Math.max(nextFree, now - CATCH_UP) + interval;
        if (kept == grants.length) {
            grants[oldest] = now;
            oldest = (oldest + 1) % grants.length;
        } else {
            grants[kept++] = now;
        }
    }

    /** Moves the next token behind a wait that the provider asked for. */
    void waitUntil(long time) {
        nextFree = Math.max(nextFree, time);
    }

    /** Tokens a second that it gives: whole ones, but for a share of less than one; 0 also for no limit. */
    double effectiveRate() {
        double rate = ratePerSecond * share;
        return rate < 1 ? rate : Math.floor(rate);
    }

    /** Whether the share is so small that another instance's token may come within the same second. */
    boolean belowOneASecond() {
        return !unlimited() && !blocked && ratePerSecond * share < 1;
    }

    private void settle(long now) {
        if (raising && now >= raiseAt) {
            raising = false;
            apply(raisedShare, now);
        }
    }

    private void apply(double value, long now) {
        if (value == share && grants.length > 0) {
            return;
        }
        share = value;
        double rate = ratePerSecond * value;
        blocked = rate <= 0;
        if (blocked) {
            return;
        }
        // Whole tokens a second, so that all instances together give no more than the rate in any second. A share below one
        // token a second waits longer instead, which holds for this instance alone: nobody tells it when the others give
        // theirs, and as many may come within one second as there are such instances.
        int most = Math.max(1, (int) rate);
        window = rate < 1 ? (long) Math.ceil(SECOND / rate) : SECOND;
        interval = window / most;
        remember(most);
        nextFree = Math.max(nextFree, now);
    }

    /** Keeps the latest grants, as many as the new window is made of. */
    private void remember(int most) {
        long[] latest = new long[most];
        int keep = Math.min(kept, most);
        for (int i = 0; i < keep; i++) {
            latest[i] = grants[(oldest + kept - keep + i) % grants.length];
        }
        grants = latest;
        oldest = 0;
        kept = keep;
    }
}
