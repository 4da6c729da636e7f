package io.postroom.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Settings that check themselves. Every bean of this type is asked before anything is built from it, and the problems of
 * all are reported at once.
 */
public interface CheckedSettings {
    /** What is wrong: one sentence each, with the property's name, what it is and what it must be; never a secret. */
    List<String> problems();

    /**
     * How long a provider is waited for at a time within an attempt, by the property that says so. Each must be over before
     * the attempt is interrupted: then it is known what the provider had not taken, and the message may be sent again.
     */
    default Map<String, Duration> waits() {
        return Map.of();
    }
}
