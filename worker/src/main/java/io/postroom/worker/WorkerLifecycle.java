package io.postroom.worker;

import io.postroom.deliveryengine.DeliveryEngine;
import io.postroom.worker.control.ControlFollower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops a worker in the order that loses and doubles nothing.
 *
 * <p>Start, on a thread of its own so that probes answer meanwhile: conditions, publisher, providers and receipt sources,
 * every command given so far, engine. Stop: the engine drains, then the parts, then the publisher, since each may still
 * write while it stops.
 */
final class WorkerLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WorkerLifecycle.class);
    private static final Duration CLOSE_TIME = Duration.ofSeconds(10);

    private final List<StartCondition> conditions;
    private final LazyPublisher publisher;
    private final List<WorkerPart> parts;
    private final ControlFollower control;
    private final DeliveryEngine<?> engine;
    private final Duration drainTime;
    private final Waiting waiting = new Waiting();
    private volatile @Nullable Thread starter;
    private volatile boolean engineStarted;
    private volatile boolean startFailed;

    WorkerLifecycle(List<StartCondition> conditions, LazyPublisher publisher, List<WorkerPart> parts,
            ControlFollower control, DeliveryEngine<?> engine, Duration drainTime) {
        this.conditions = List.copyOf(conditions);
        this.publisher = publisher;
        this.parts = List.copyOf(parts);
        this.control = control;
        this.engine = engine;
        this.drainTime = drainTime;
    }

    /** What the start waits for; empty once it is through. */
    Optional<String> waitingFor() {
        String missing = waiting.missing();
        return missing != null || control.isCurrent()
                ? Optional.ofNullable(missing)
                : Optional.of("the control topic, which has not been read for a minute");
    }

    boolean ready() {
        return engineStarted && engine.ready() && control.isCurrent();
    }

    /** Before the engine runs there is no loop that could stand still, unless the start has. */
    boolean live() {
        return !startFailed && (!engineStarted || engine.live());
    }

    @Override
    public void start() {
        starter = Thread.ofPlatform().name("worker-start").start(this::begin);
    }

    private void begin() {
        try {
            for (StartCondition condition : conditions) {
                waiting.until(condition);
            }
            waiting.until(publisher::open);
            for (WorkerPart part : parts) {
                waiting.until(() -> startPart(part));
            }
            control.start();
            waiting.until(() -> control.hasCaughtUp() ? null : "the commands on the control topic");
            engine.start();
            engineStarted = true;
            waiting.over();
            log.atInfo().log("The worker delivers.");
        } catch (InterruptedException e) {
            log.atInfo().log("The worker was stopped before it began.");
        } catch (RuntimeException | Error e) {
            // Nobody would go on with the start: a restart does.
            startFailed = true;
            log.atError().setCause(e).log("The worker could not begin; it reports that it is not live.");
        }
    }

    private static @Nullable String startPart(WorkerPart part) throws InterruptedException {
        try {
            part.start();
            return null;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return part.name() + " (" + e.getClass().getSimpleName() + ")";
        }
    }

    @Override
    public void stop() {
        Thread thread = starter;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        join(thread);
        starter = null;
        if (engineStarted) {
            engine.stop(drainTime);
        }
        control.stop();
        List<WorkerPart> last = new ArrayList<>(parts).reversed();
        for (WorkerPart part : last) {
            try {
                part.stop();
            } catch (RuntimeException e) {
                log.atWarn().addKeyValue("part", part.name()).addKeyValue("error", e.getClass().getSimpleName())
                        .log("A part of the worker did not stop cleanly.");
            }
        }
        publisher.close(CLOSE_TIME);
        log.atInfo().log("The worker has stopped.");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return starter != null;
    }

    /** Stops before the web server does, so that probes and metrics answer while it drains. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
