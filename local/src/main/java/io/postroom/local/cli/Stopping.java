package io.postroom.local.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Turns Ctrl-C and SIGTERM into an interrupt of the thread that runs the command, and waits until it has stopped. */
final class Stopping {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    private Stopping() {}

    static Stopping onShutdown() {
        Stopping stopping = new Stopping();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(stopping::stop));
        return stopping;
    }

    /** From here on an interrupt stops in order; before, the children end by themselves. */
    void interruptsThisThread() {
        thread = Thread.currentThread();
    }

    /** Everything has stopped. */
    void done() {
        thread = null;
        done.countDown();
    }

    private void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
