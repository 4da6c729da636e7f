package io.postroom.staffweb.limits;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets each of many do something so often in a time, all at once or spread. Keeps one number for each, for no longer than it
 * matters. Safe for use by any thread.
 */
public final class RateLimit {
    /** More are swept of those that have all their chances again. */
    private static final int SWEEP_FROM = 10_000;

    private final Clock clock;
    private final long perMillis;
    private final long between;
    /** By key: when the last chance taken will have come back. */
    private final Map<String, Long> taken = new ConcurrentHashMap<>();

    /** So many times in a time. */
    public RateLimit(Clock clock, int times, Duration per) {
        this.clock = clock;
        this.perMillis = per.toMillis();
        this.between = perMillis / times;
    }

    /** Whether somebody may do it now; if so, it counts. */
    public boolean allows(String key) {
        long now = clock.millis();
        if (taken.size() >= SWEEP_FROM) {
            taken.values().removeIf(back -> back <= now);
        }
        boolean[] allowed = new boolean[1];
        taken.compute(key, (one, back) -> {
            long next = Math.max(back == null ? now : back, now) + between;
            allowed[0] = next - now <= perMillis;
            return allowed[0] ? Long.valueOf(next) : back;
        });
        return allowed[0];
    }
}
