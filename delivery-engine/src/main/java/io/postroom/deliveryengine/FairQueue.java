package io.postroom.deliveryengine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue whose groups take turns, and whose groups' groups take turns, and so on; first come, first served in the
 * innermost.
 */
final class FairQueue<E> {
    private final List<Function<E, Object>> groupings;
    private final Map<Object, FairQueue<E>> groups = new HashMap<>();
    private final ArrayDeque<Object> turns = new ArrayDeque<>();
    private final ArrayDeque<E> elements = new ArrayDeque<>();
    private int size;

    /** Groups by the first function, within each group by the second, and so on. */
    FairQueue(List<Function<E, Object>> groupings) {
        this.groupings = groupings;
    }

    void add(E element) {
        size++;
        if (groupings.isEmpty()) {
            elements.add(element);
            return;
        }
        Object name = groupings.get(0).apply(element);
        groups.computeIfAbsent(name, absent -> {
            turns.add(name);
            return new FairQueue<>(groupings.subList(1, groupings.size()));
        }).add(element);
    }

    @Nullable
    E poll() {
        if (size == 0) {
            return null;
        }
        size--;
        if (groupings.isEmpty()) {
            return elements.poll();
        }
        Object name = turns.remove();
        FairQueue<E> group = java.util.Objects.requireNonNull(groups.get(name));
        E element = group.poll();
        if (group.isEmpty()) {
            groups.remove(name);
        } else {
            turns.add(name);
        }
        return element;
    }

    /** What {@link #poll} would return. */
    @Nullable
    E peek() {
        if (groupings.isEmpty() || size == 0) {
            return elements.peek();
        }
        return java.util.Objects.requireNonNull(groups.get(turns.element())).peek();
    }

    void removeIf(Predicate<E> unwanted) {
        elements.removeIf(unwanted);
        size = elements.size();
        groups.values().removeIf(group -> {
            group.removeIf(unwanted);
            size += group.size;
            return group.isEmpty();
        });
        turns.removeIf(name -> !groups.containsKey(name));
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }
}
