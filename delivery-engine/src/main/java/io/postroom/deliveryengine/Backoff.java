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

    /**
     * The failures in a row, once something that was to last has failed again: the first one if it lasted longer than any wait.
     * What it did meanwhile says nothing: what fails each time may do well until it comes to that.
     */
    static int failures(int before, long lastedNanos) {
        return lastedNanos > Duration.ofSeconds(LONGEST).toNanos() ? 1 : before + 1;
    }
}
