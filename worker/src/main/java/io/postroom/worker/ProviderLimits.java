package io.postroom.worker;

import java.time.Duration;

/**
 * How much of a provider may be used.
 *
 * @param ratePerSecond contracted calls a second of all instances together, see {@link Attempt#nextCall}; 0 for no limit
 * @param concurrency   attempts at a time in this instance
 * @param probeInterval how long a closed provider waits before each probe
 */
public record ProviderLimits(double ratePerSecond, int concurrency, Duration probeInterval) {
    /** A probe every ten seconds. */
    public static ProviderLimits of(double ratePerSecond, int concurrency) {
        return new ProviderLimits(ratePerSecond, concurrency, Duration.ofSeconds(10));
    }
}
