package io.postroom.deliveryengine;

/**
 * Smooth rate limit: tokens come one by one, evenly spaced. A taker that was late may catch up a little, yet never so
 * much that any second sees more than the rate: the last grants are remembered.
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
    private long[] grants = new long[0];
    private int granted;
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

    /**
     * When so many tokens can be taken at the earliest; {@link Long#MAX_VALUE} if that depends on a larger share. What
     * needs more than the share gives in a window takes a whole window.
     */
    long availableAt(long now, int tokens) {
        settle(now);
        if (unlimited()) {
            return nextFree;
        }
        if (blocked) {
            return raising ? raiseAt : Long.MAX_VALUE;
        }
        long earliest = nextFree;
        int last = granted + Math.min(tokens, grants.length) - 1;
        if (last >= grants.length) {
            earliest = Math.max(earliest, grants[last % grants.length] + window);
        }
        return earliest;
    }

    boolean available(long now, int tokens) {
        return availableAt(now, tokens) <= now;
    }

    void take(long now, int tokens) {
        if (unlimited()) {
            return;
        }
        nextFree = Math.max(nextFree, now - CATCH_UP) + tokens * interval;
        for (int i = Math.min(tokens, grants.length); i > 0; i--) {
            grants[granted % grants.length] = now;
            granted++;
        }
    }

    /** Moves the next token behind a wait that the provider asked for. */
    void waitUntil(long time) {
        nextFree = Math.max(nextFree, time);
    }

    double effectiveRate() {
        return ratePerSecond * share;
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
        // Whole tokens a second, so that the instances together never see one more; a share below one token a second
        // waits longer instead.
        int most = Math.max(1, (int) rate);
        window = rate < 1 ? (long) Math.ceil(SECOND / rate) : SECOND;
        interval = window / most;
        remember(most);
        nextFree = Math.max(nextFree, now);
    }

    /** Keeps the latest grants, as many as the new window is made of. */
    private void remember(int most) {
        long[] kept = new long[most];
        int old = Math.min(granted, grants.length);
        int keep = Math.min(old, most);
        for (int i = 0; i < keep; i++) {
            kept[i] = grants[(granted - keep + i) % grants.length];
        }
        grants = kept;
        granted = keep;
    }
}
