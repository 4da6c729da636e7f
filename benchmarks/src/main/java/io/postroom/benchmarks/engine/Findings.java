package io.postroom.benchmarks.engine;

import java.time.Duration;

/** What was found of one engine under each load. */
final class Findings {
    private Findings() {}

    /** Under jitter, which has more in flight than anything else. */
    record Jitter(LedgerReading.Waiting tenth, LedgerReading.Waiting full, LedgerReading.Speed saturated,
            int doubledByKill) {}

    /**
     * Under the steady load.
     *
     * @param drain how long an orderly stop took
     * @param doubledByStop how many were sent again after it
     * @param doubledByKill how many were sent again after SIGKILL
     * @param missing how many were never sent
     */
    record Steady(LedgerReading.Speed saturated, Duration drain, int doubledByStop, int doubledByKill, int missing) {}
}
