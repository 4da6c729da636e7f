package io.postroom.staffweb.batch;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Checks and publishes in the background, on a thread each, for as long as there is something to do; tries for ever. */
final class BatchRunner implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BatchRunner.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final CheckTable table;
    private final Checking checking;
    private final Publishing publishing;
    private volatile @Nullable ScheduledExecutorService threads;
    private volatile boolean running;

    BatchRunner(CheckTable table, Checking checking, Publishing publishing) {
        this.table = table;
        this.checking = checking;
        this.publishing = publishing;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newScheduledThreadPool(3,
                Thread.ofPlatform().name("spreadsheets-", 0).factory());
        threads = started;
        running = true;
        repeat(started, "checked", this::checkOne);
        repeat(started, "published", publishing::step);
    }

    private void repeat(ScheduledExecutorService executor, String what, BooleanSupplier step) {
        Runnable all = () -> {
            Duration pause = PAUSE;
            try {
                while (running && step.getAsBoolean()) {
                    log.atTrace().log("There is more to do");
                }
            } catch (CheckTable.LostException e) {
                log.atInfo().log("Another instance has taken over the check of a spreadsheet");
            } catch (RuntimeException | Error e) {
                // Its message may quote a row. An error too: it would be tried again anyway, but nobody would be told.
                log.atWarn().addKeyValue("failure", e.getClass().getSimpleName())
                        .log("Spreadsheets could not be " + what + "; it is tried again");
                pause = AFTER_FAILURE;
            } finally {
                if (running) {
                    executor.schedule(() -> repeat(executor, what, step), pause.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        };
        executor.execute(all);
    }

    private boolean checkOne() {
        return table.take().map(taken -> {
            ScheduledExecutorService executor = threads;
            ScheduledFuture<?> alive = executor == null
                    ? null
                    : executor.scheduleAtFixedRate(() -> keep(taken), 2, 2, TimeUnit.SECONDS);
            try {
                checking.check(taken);
            } finally {
                if (alive != null) {
                    alive.cancel(false);
                }
            }
            return true;
        }).orElse(false);
    }

    private void keep(CheckTable.Taken taken) {
        try {
            table.keep(taken);
        } catch (RuntimeException | Error e) {
            // An error too: what is thrown here ends the schedule, and the lease of a check that goes on.
            log.atDebug().addKeyValue("failure", e.getClass().getSimpleName()).log("The lease could not be renewed");
        }
    }

    @Override
    public void stop() {
        running = false;
        ScheduledExecutorService stopped = threads;
        if (stopped != null) {
            stopped.shutdownNow();
            try {
                stopped.awaitTermination(40, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
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
