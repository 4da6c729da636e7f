package io.postroom.deliveryengine;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Slots that wait for a moment: the earliest first, and those of the same moment in the order they came. */
final class Timers {
    private record Timer(long at, long order, Slot slot) {}

    private final PriorityQueue<Timer> queue = new PriorityQueue<>(
            Comparator.comparingLong(Timer::at).thenComparingLong(Timer::order));
    private long order;

    void at(long moment, Slot slot) {
        queue.add(new Timer(moment, order++, slot));
    }

    void due(long now, Consumer<Slot> wake) {
        for (Timer timer = queue.peek(); timer != null && timer.at() <= now; timer = queue.peek()) {
            queue.remove();
            wake.accept(timer.slot());
        }
    }

    /** The earliest moment, {@link Long#MAX_VALUE} if there is none. */
    long next() {
        Timer timer = queue.peek();
        return timer == null ? Long.MAX_VALUE : timer.at();
    }
}
