package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the outside world has accepted, and whether two of one key ever overlapped. */
final class Ledger {
    private final Map<String, List<Integer>> accepted = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> overlaps = new ConcurrentLinkedQueue<>();

    void begin(String key) {
        if (!busy.add(key)) {
            overlaps.add(key);
        }
    }

    void end(String key) {
        busy.remove(key);
    }

    void accept(String key, int value) {
        accepted.computeIfAbsent(key, absent -> Collections.synchronizedList(new ArrayList<>()));
        accepted.computeIfPresent(key, (name, values) -> {
            values.add(value);
            return values;
        });
    }

    int count() {
        return accepted.values().stream().mapToInt(List::size).sum();
    }

    long countBelow(int limit) {
        return accepted.values().stream().mapToLong(values -> {
            synchronized (values) {
                return values.stream().filter(value -> value < limit).count();
            }
        }).sum();
    }

    int distinct() {
        Set<Integer> all = new HashSet<>();
        accepted.values().forEach(all::addAll);
        return all.size();
    }

    void assertEachOnceInOrder(int expected) {
        assertThat(overlaps).as("keys with two deliveries at a time").isEmpty();
        assertThat(distinct()).as("delivered").isEqualTo(expected);
        assertThat(count()).as("delivered, repeats counted").isEqualTo(expected);
        accepted.forEach((key, values) -> assertThat(values).as(key).isSorted());
    }

    void assertNoOverlap() {
        assertThat(overlaps).as("keys with two deliveries at a time").isEmpty();
    }
}
