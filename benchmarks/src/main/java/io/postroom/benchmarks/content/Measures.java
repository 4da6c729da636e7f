package io.postroom.benchmarks.content;

import java.time.Duration;

/** How long is measured. */
record Measures(int jmhWarmups, int jmhRounds, Duration jmhRound, int rows, int sheetWarmups, int sheetRounds,
        Duration letterWarmUp, Duration letters) {

    /** For numbers to be shown. */
    static final Measures FULL = new Measures(4, 5, Duration.ofSeconds(2), 100_000, 8, 5, Duration.ofSeconds(20),
            Duration.ofSeconds(20));
    /** For a first look. */
    static final Measures QUICK = new Measures(2, 2, Duration.ofSeconds(1), 100_000, 3, 3, Duration.ofSeconds(8),
            Duration.ofSeconds(6));
}
