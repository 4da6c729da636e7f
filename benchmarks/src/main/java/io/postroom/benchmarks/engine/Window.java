package io.postroom.benchmarks.engine;

import java.time.Duration;

/**
 * A stretch of a run.
 *
 * @param fromMicros its begin, in microseconds since 1970
 * @param toMicros its end
 * @param processor the processor time that the participant used meanwhile
 */
record Window(long fromMicros, long toMicros, Duration processor) {
    double seconds() {
        return (toMicros - fromMicros) / 1e6;
    }

    boolean holds(long micros) {
        return micros >= fromMicros && micros < toMicros;
    }
}
