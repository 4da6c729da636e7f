package io.postroom.staffweb.watch;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks every few seconds, on a thread of its own that nothing else keeps busy. */
public final class WatchRunner implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WatchRunner.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Waiting waiting;
    private volatile @Nullable ScheduledExecutorService thread;

    /** A runner that looks at what waits. */
    public WatchRunner(Waiting waiting) {
        this.waiting = waiting;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("watch").daemon().factory());
        thread = started;
        started.scheduleWithFixedDelay(this::look, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            waiting.look();
        } catch (RuntimeException | Error e) {
            // An error too: what is thrown here ends the schedule.
            log.atDebug().addKeyValue("failure", e.getClass().getSimpleName()).log("What waits could not be looked up");
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService started = thread;
        if (started != null) {
            started.shutdownNow();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
