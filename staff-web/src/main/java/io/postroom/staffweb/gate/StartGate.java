package io.postroom.staffweb.gate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;

/**
 * Lets what reads and publishes begin once everything outside is as it must be, on a thread of its own. Whoever is let in stops by
 * itself, after the gate.
 *
 * <p>Not ready before the first answer, and while something is wrong. What merely does not answer keeps no page shut: what is
 * looked up and typed is in the database.
 */
public final class StartGate implements SmartLifecycle, HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(StartGate.class);

    private final List<Needed> needed;
    private final List<? extends Lifecycle> behind;
    private final Duration pause;
    private volatile @Nullable Thread thread;
    private volatile @Nullable String waitingFor = "a first look at topics and schemas";
    private volatile boolean wrong = true;
    private volatile boolean begun;

    /**
     * A gate that is shut.
     *
     * @param behind what is started when it opens
     * @param pause between two looks
     * @param meters which are told whether it is shut
     */
    public StartGate(List<? extends Needed> needed, List<? extends Lifecycle> behind, Duration pause,
            MeterRegistry meters) {
        this.needed = List.copyOf(needed);
        this.behind = List.copyOf(behind);
        this.pause = pause;
        Gauge.builder("postroom.staff.waiting", this, gate -> gate.begun ? 0 : 1)
                .description("1 while nothing is published or taken in, since something outside is not as it must be")
                .register(meters);
    }

    /** Whether everything behind it was started. */
    public boolean hasBegun() {
        return begun;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().name("start-gate").start(this::open);
    }

    private void open() {
        try {
            String told = null;
            while (!begin()) {
                String now = Objects.requireNonNullElse(waitingFor, "");
                if (!now.equals(told)) {
                    log.atWarn().addKeyValue("waitingFor", now).log("Nothing is read or published before it is mended");
                    told = now;
                }
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            log.atInfo().log("Stopped before it had begun");
        }
    }

    /** Whatever fails is tried again: nobody else would begin it. */
    private boolean begin() throws InterruptedException {
        try {
            if (isClosed()) {
                return false;
            }
            behind.stream().filter(one -> !one.isRunning()).forEach(Lifecycle::start);
            begun = true;
            return true;
        } catch (RuntimeException | Error e) {
            wrong = true;
            waitingFor = "A start that failed (" + e.getClass().getSimpleName() + ") and is tried again.";
            log.atError().setCause(e).log("What reads and publishes could not be started; it is tried again");
            return false;
        }
    }

    private boolean isClosed() throws InterruptedException {
        List<String> faults = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (Needed one : needed) {
            try {
                faults.addAll(one.faults());
            } catch (Needed.NoAnswerException e) {
                silent.add("No answer from " + e.getMessage() + ".");
            }
        }
        wrong = !faults.isEmpty();
        faults.addAll(silent);
        waitingFor = faults.isEmpty() ? null : String.join(" ", faults);
        return !faults.isEmpty();
    }

    @Override
    public void stop() {
        begun = false;
        Thread started = thread;
        if (started != null) {
            started.interrupt();
            try {
                started.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public Health health() {
        Health.Builder health = wrong ? Health.outOfService() : Health.up();
        String now = waitingFor;
        return now == null ? health.build() : health.withDetail("waitingFor", now).build();
    }
}
