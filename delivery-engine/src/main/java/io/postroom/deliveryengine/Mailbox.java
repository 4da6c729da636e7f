package io.postroom.deliveryengine;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many threads post, one thread takes. A post is a queue insertion and, only if the taker sleeps, an unpark: with
 * thousands of completions a second the taker rarely sleeps.
 */
final class Mailbox<E> {
    private final ConcurrentLinkedQueue<E> queue = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread sleeper;

    void post(E message) {
        queue.add(message);
        Thread waiting = sleeper;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    /** Hands over everything that is there, without waiting. */
    int drain(Consumer<E> consumer) {
        int taken = 0;
        for (E message = queue.poll(); message != null; message = queue.poll()) {
            consumer.accept(message);
            taken++;
        }
        return taken;
    }

    /** Waits for a message, or for the time to pass. May return early. */
    void await(long nanos) {
        if (nanos <= 0 || !queue.isEmpty()) {
            return;
        }
        sleeper = Thread.currentThread();
        try {
            // Looks again after publishing the sleeper: a post before that would not have woken it.
            if (queue.isEmpty()) {
                LockSupport.parkNanos(this, nanos);
            }
        } finally {
            sleeper = null;
        }
    }
}
