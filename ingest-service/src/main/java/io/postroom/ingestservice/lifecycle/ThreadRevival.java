package io.postroom.ingestservice.lifecycle;

import io.postroom.ingestservice.waiting.Pause;
import io.postroom.ingestservice.waiting.StoppedWaitingException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.TopologyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread dies: another takes its place after a pause that grows while threads keep dying, since
 * nearly everything that kills one passes: a fenced transaction, a topic deleted by mistake, a missing right. What no new
 * thread can mend stops the instance, which liveness then shows.
 */
final class ThreadRevival implements StreamsUncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ThreadRevival.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int LONGEST_AFTER = 5;

    private final Pause pause;
    private final AtomicInteger deaths = new AtomicInteger();

    ThreadRevival(Pause pause) {
        this.pause = pause;
    }

    /** The topology runs again: the next death is a first one. */
    void running() {
        deaths.set(0);
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        if (has(exception, StoppedWaitingException.class)) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        boolean hopeless = exception instanceof Error || has(exception, TopologyException.class)
                || has(exception, ConfigException.class);
        Duration next = pauseAfter(deaths.getAndIncrement());
        log.atError().addKeyValue("exception", exception.getClass().getName())
                .addKeyValue("cause", root(exception).getClass().getName())
                .addKeyValue("at", root(exception).getStackTrace().length == 0
                        ? ""
                        : root(exception).getStackTrace()[0].toString())
                .addKeyValue("replaced", !hopeless).log("A stream thread died");
        if (hopeless || !pause.pass(next)) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static Duration pauseAfter(int deathsBefore) {
        return deathsBefore >= LONGEST_AFTER ? LONGEST_PAUSE : FIRST_PAUSE.multipliedBy(1L << deathsBefore);
    }

    private static boolean has(Throwable exception, Class<? extends Throwable> type) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable exception) {
        Throwable root = exception;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
