package io.postroom.ingestservice.waiting;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits in real time until {@link #stop} ends every present and future pause at once.
 *
 * <p>Safe for use by any thread.
 */
public final class StoppablePause implements Pause {
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public boolean pass(Duration time) {
        try {
            return !stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends all pauses. */
    public void stop() {
        stopped.countDown();
    }

    /** Whether {@link #stop} was called. */
    public boolean isStopped() {
        return stopped.getCount() == 0;
    }
}
