package io.postroom.images;

import java.time.Duration;

/** Waits a little, again and again, for no longer than was said. */
final class Pause {
    private static final Duration STEP = Duration.ofMillis(500);

    private final long end;

    private Pause(long end) {
        this.end = end;
    }

    static Pause atMost(int seconds) {
        return new Pause(System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
    }

    /** Waits a little; answers whether there is time for once more. */
    boolean again() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImagesException("Interrupted.", e);
        }
        return System.nanoTime() < end;
    }
}
