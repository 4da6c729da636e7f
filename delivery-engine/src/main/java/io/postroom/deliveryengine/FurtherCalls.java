package io.postroom.deliveryengine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Deliveries that have begun and wait for their place in the rate to call their provider once more, in the order in which
 * they asked. Belongs to the dispatcher.
 */
final class FurtherCalls {
    private record Waiting(Slot slot, Consumer<Boolean> answer) {}

    private final Deque<Waiting> queue = new ArrayDeque<>();

    void add(Slot slot, Consumer<Boolean> answer) {
        queue.add(new Waiting(slot, answer));
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Lets as many call as there is room for; one that may not go on any more takes no place. */
    void grant(TokenBucket calls, long now, Predicate<Slot> mayGoOn) {
        while (!queue.isEmpty() && calls.available(now)) {
            Waiting first = queue.remove();
            boolean goesOn = mayGoOn.test(first.slot());
            if (goesOn) {
                calls.take(now);
            }
            first.answer().accept(goesOn);
        }
    }

    /** Tells those that they may not. */
    void refuse(Predicate<Slot> which) {
        for (Iterator<Waiting> each = queue.iterator(); each.hasNext();) {
            Waiting waiting = each.next();
            if (which.test(waiting.slot())) {
                each.remove();
                waiting.answer().accept(false);
            }
        }
    }
}
