package io.postroom.local.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits until a child process is ready, and says what went wrong when it never will be. */
public final class Readiness {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Readiness() {}

    /**
     * Waits until the process answers.
     *
     * @throws IllegalStateException when it ends or takes longer than the patience
     */
    public static void await(ChildProcess process, Duration patience, BooleanSupplier ready) {
        long end = System.nanoTime() + patience.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The " + process.name() + " ended while it started. The end of "
                        + process.log() + ":" + System.lineSeparator() + process.lastLines());
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The " + process.name() + " was not ready after "
                        + patience.toSeconds() + " seconds. The end of " + process.log() + ":" + System.lineSeparator()
                        + process.lastLines());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a process started.", e);
        }
    }
}
