package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A gate: one provider, as the dispatcher sees it.
 *
 * @param name              its name in {@link RequestFacts#gates()} and in metrics
 * @param ratePerSecond     the contracted rate of all instances together, in calls, see {@link Pace}; 0 for no limit
 * @param concurrency       attempts at a time in this instance
 * @param failureThreshold  passing failures in a row that open the circuit; {@link Outcome.Unavailable} opens it at once
 * @param probeInterval     how long an open circuit waits before each probe
 * @param placeAtCall       whether an attempt begins without a place in the rate and its handler always asks for the first one
 *                          too, by {@link Pace#firstCall}: for providers whose calls need long preparations
 */
public record GateConfig(String name, double ratePerSecond, int concurrency, int failureThreshold,
        Duration probeInterval, boolean placeAtCall) {

    public GateConfig {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(probeInterval, "probeInterval");
    }

    /** A gate whose attempts begin with a place in the rate. */
    public GateConfig(String name, double ratePerSecond, int concurrency, int failureThreshold,
            Duration probeInterval) {
        this(name, ratePerSecond, concurrency, failureThreshold, probeInterval, false);
    }

    /** A gate with the usual circuit: opens after 20 failures in a row, probes every 10 seconds. */
    public static GateConfig of(String name, double ratePerSecond, int concurrency) {
        return new GateConfig(name, ratePerSecond, concurrency, 20, Duration.ofSeconds(10));
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (name.isBlank()) {
            problems.add("A gate has no name; name it after its provider.");
        }
        if (!(ratePerSecond >= 0) || Double.isInfinite(ratePerSecond)) {
            problems.add("The rate of gate '" + name + "' is " + ratePerSecond
                    + "; give calls per second, or 0 for no limit.");
        }
        if (concurrency < 1) {
            problems.add("The concurrency of gate '" + name + "' is " + concurrency + "; it must be at least 1.");
        }
        if (failureThreshold < 1) {
            problems.add("The failure threshold of gate '" + name + "' is " + failureThreshold
                    + "; it must be at least 1.");
        }
        if (probeInterval.isNegative() || probeInterval.isZero()) {
            problems.add("The probe interval of gate '" + name + "' is " + probeInterval + "; it must be positive.");
        }
        return problems;
    }
}
