package io.postroom.deliveryengine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The two clocks: wall time for what leaves the process, monotonic time for what is measured. */
final class EngineTime {
    private final InstantSource wall;
    private final LongSupplier ticker;
    private final long origin;

    EngineTime(InstantSource wall, LongSupplier ticker) {
        this.wall = wall;
        this.ticker = ticker;
        this.origin = ticker.getAsLong();
    }

    Instant now() {
        return wall.instant();
    }

    /** Nanoseconds since this was made: never negative, so that moments compare as plain numbers. */
    long nanos() {
        return ticker.getAsLong() - origin;
    }
}
