package io.postroom.local.outside.support;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs things after a while, each on a virtual thread of its own, so that a slow one delays no other.
 *
 * <p>Safe for use by any thread. What is still waiting at {@link #close} never runs.
 */
public final class Later implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Later.class);

    private final ScheduledExecutorService timer;

    public Later() {
        var executor = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("outside-timer").factory());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.timer = Executors.unconfigurableScheduledExecutorService(executor);
    }

    /** Runs an action once, after the delay; nothing happens when this is closed already. */
    public void in(Duration delay, Runnable action) {
        if (timer.isShutdown()) {
            return;
        }
        var unused = timer.schedule(() -> Thread.startVirtualThread(() -> guarded(action)), delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Runs an action again and again, each run after the one before has ended. */
    public void every(Duration pause, Runnable action) {
        in(pause, () -> {
            guarded(action);
            every(pause, action);
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            // The class only: messages of libraries may quote addresses.
            log.atWarn().addKeyValue("error", e.getClass().getName()).log("A stand-in's background action failed.");
        }
    }
}
