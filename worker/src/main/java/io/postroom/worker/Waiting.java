package io.postroom.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for conditions with back-off, and says what it waits for: at once, every ten seconds, and to whoever asks. */
final class Waiting {
    private static final Logger log = LoggerFactory.getLogger(Waiting.class);
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration LOG_EVERY = Duration.ofSeconds(10);

    private volatile @Nullable String missing = "its start";

    /** What is waited for now; null if nothing is. */
    @Nullable
    String missing() {
        return missing;
    }

    void over() {
        missing = null;
    }

    /** Returns once the condition is met. One that fails is not met: it is asked again. */
    void until(StartCondition condition) throws InterruptedException {
        Duration pause = FIRST;
        long loggedAt = 0;
        String told = null;
        while (true) {
            String now = missing(condition);
            if (now == null) {
                return;
            }
            missing = now;
            if (!now.equals(told) || System.nanoTime() - loggedAt >= LOG_EVERY.toNanos()) {
                log.atWarn().addKeyValue("waitingFor", now).log("The worker waits before it can begin.");
                loggedAt = System.nanoTime();
                told = now;
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        }
    }

    private static @Nullable String missing(StartCondition condition) throws InterruptedException {
        try {
            return condition.missing();
        } catch (RuntimeException e) {
            log.atDebug().setCause(e).log("A step of the start failed.");
            return "a step of the start, which failed (" + e.getClass().getSimpleName() + ")";
        }
    }
}
