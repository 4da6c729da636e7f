package io.postroom.ingestservice.waiting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries until it succeeds, with growing pauses, and says meanwhile what it waits for: in {@link Waits} from the beginning
 * of the first try, which may itself take long, in the log after the first failure and then every ten seconds.
 *
 * <p>Every try must end by a time-out of its own, since the thread that tries is the one that logs. Blocks the calling thread. Safe for use by several threads, each with its own wait.
 */
public final class Patience {
    private static final Logger log = LoggerFactory.getLogger(Patience.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final String NO_ANSWER_YET = "No answer yet.";
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private final Waits waits;
    private final Pause pause;
    private final Clock clock;

    /** Patience whose waits can be seen in {@code waits}. */
    public Patience(Waits waits, Pause pause, Clock clock) {
        this.waits = waits;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * Returns what the first successful try gives.
     *
     * @param what what is waited for, as an operator would call it
     * @throws StoppedWaitingException when the service is stopped first
     */
    public <T> T until(String what, Attempt<T> attempt) {
        Object waiter = new Object();
        Instant since = clock.instant();
        Instant lastLog = null;
        Duration next = FIRST_PAUSE;
        waits.put(waiter, new Wait(what, NO_ANSWER_YET, since));
        try {
            while (true) {
                try {
                    T result = attempt.run();
                    sayThatItIsOver(what, since, lastLog);
                    return result;
                } catch (UnavailableException e) {
                    waits.put(waiter, new Wait(what, sentence(e), since));
                    lastLog = sayWhatItWaitsFor(what, since, e, lastLog);
                }
                if (!pause.pass(next)) {
                    throw new StoppedWaitingException(what);
                }
                next = longer(next);
            }
        } finally {
            waits.remove(waiter);
        }
    }

    private @Nullable Instant sayWhatItWaitsFor(String what, Instant since, UnavailableException reason,
            @Nullable Instant lastLog) {
        Instant now = clock.instant();
        if (lastLog != null && Duration.between(lastLog, now).compareTo(LOG_INTERVAL) < 0) {
            return lastLog;
        }
        log.atWarn().addKeyValue("waitingFor", what).addKeyValue("seconds", Duration.between(since, now).toSeconds())
                .addKeyValue("reason", sentence(reason)).log("Waiting; nothing is lost meanwhile");
        return now;
    }

    private void sayThatItIsOver(String what, Instant since, @Nullable Instant lastLog) {
        if (lastLog != null) {
            log.atInfo().addKeyValue("waitedFor", what)
                    .addKeyValue("seconds", Duration.between(since, clock.instant()).toSeconds())
                    .log("The wait is over");
        }
    }

    private static String sentence(UnavailableException e) {
        String message = e.getMessage();
        return message == null ? "" : message;
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
