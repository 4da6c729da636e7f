package io.postroom.staffweb.outbox;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Empties the outbox a few times a second, on a thread of its own, and tries for ever. */
public final class OutboxRunner implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OutboxRunner.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int AT_ONCE = 500;

    private final Outbox outbox;
    private final Outbox.Publishing publishing;
    private volatile ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    /** A runner for an outbox. */
    public OutboxRunner(Outbox outbox, Outbox.Publishing publishing) {
        this.outbox = outbox;
        this.publishing = publishing;
    }

    @Override
    public void start() {
        if (thread.isShutdown()) {
            thread = Executors.newSingleThreadScheduledExecutor();
        }
        running = true;
        thread.scheduleWithFixedDelay(this::empty, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void empty() {
        try {
            while (running && outbox.publish(AT_ONCE, publishing) == AT_ONCE) {
                log.atDebug().log("The outbox holds more");
            }
        } catch (RuntimeException | Error e) {
            // Its message may quote a row. An error too: what is thrown here ends the schedule without a word.
            log.atWarn().addKeyValue("failure", e.getClass().getSimpleName())
                    .log("What was to be sent could not be published; it stays in the outbox and is tried again");
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdown();
        try {
            thread.awaitTermination(PAUSE.toSeconds() + 30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** It is started when topics and schemas are as they must be. */
    @Override
    public boolean isAutoStartup() {
        return false;
    }
}
