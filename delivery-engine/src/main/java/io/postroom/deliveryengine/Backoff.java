package io.postroom.deliveryengine;

import java.time.Duration;

/** Waits between attempts at something that must succeed in the end: a second, doubling up to half a minute. */
final class Backoff {
    private static final long LONGEST = 30;

    private Backoff() {}

    /** How long to wait after this many failures in a row, at least one. */
    static Duration after(int failures) {
        return Duration.ofSeconds(Math.min(LONGEST, 1L << Math.min(failures - 1, 5)));
    }
}
