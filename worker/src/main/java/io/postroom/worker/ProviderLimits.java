package io.postroom.worker;

import java.time.Duration;

/**
 * How much of a provider may be used.
 *
 * @param ratePerSecond contracted calls a second of all instances together, see {@link Attempt#nextCall}; 0 for no limit
 * @param concurrency   attempts at a time in this instance
 * @param probeInterval how long a closed provider waits before each probe
 * @param placeAtCall   whether an attempt begins without a place in the rate and asks for its first one too, by
 *                      {@link Attempt#firstCall}, since what comes before the call takes long
 */
public record ProviderLimits(double ratePerSecond, int concurrency, Duration probeInterval, boolean placeAtCall) {
    /** Of a provider whose attempts begin with a place. */
    public ProviderLimits(double ratePerSecond, int concurrency, Duration probeInterval) {
        this(ratePerSecond, concurrency, probeInterval, false);
    }

    /** A probe every ten seconds. */
    public static ProviderLimits of(double ratePerSecond, int concurrency) {
        return new ProviderLimits(ratePerSecond, concurrency, Duration.ofSeconds(10));
    }

    /** The same, with a place in the rate for each call at its own moment. */
    public ProviderLimits withPlaceAtCall() {
        return new ProviderLimits(ratePerSecond, concurrency, probeInterval, true);
    }
}
