package io.postroom.ingestservice.waiting;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the service waits for at this moment, as health and metrics show it.
 *
 * <p>Safe for use by any thread.
 */
public final class Waits {
    private final Map<Object, Wait> current = new ConcurrentHashMap<>();

    /** What is waited for now, the longest wait first. */
    public List<Wait> current() {
        return current.values().stream().sorted(Comparator.comparing(Wait::since).thenComparing(Wait::what)).toList();
    }

    void put(Object waiter, Wait wait) {
        current.put(waiter, wait);
    }

    void remove(Object waiter) {
        current.remove(waiter);
    }
}
