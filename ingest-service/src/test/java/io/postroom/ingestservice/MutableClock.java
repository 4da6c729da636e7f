package io.postroom.ingestservice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told to move, or to move each time it is looked at. */
public final class MutableClock extends Clock {
    private volatile Instant now;
    private volatile Duration step = Duration.ZERO;

    public MutableClock(Instant now) {
        this.now = now;
    }

    public void advance(Duration time) {
        now = now.plus(time);
    }

    /** From now on whatever happens between two looks at it takes so long. */
    public void step(Duration time) {
        step = time;
    }

    @Override
    public Instant instant() {
        Instant seen = now;
        if (!step.isZero()) {
            now = seen.plus(step);
        }
        return seen;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
