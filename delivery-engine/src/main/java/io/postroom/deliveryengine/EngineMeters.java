package io.postroom.deliveryengine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every meter of the engine, in one place. Names begin with {@code postroom.engine}. Safe for use by any thread. */
final class EngineMeters {
    private static final Logger log = LoggerFactory.getLogger(EngineMeters.class);
    private static final String PREFIX = "postroom.engine.";

    private final MeterRegistry registry;
    private final EngineTime time;
    private final Counter lateCompletions;
    private final Counter unknownOutcomes;
    private final Counter abandoned;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Lane, Timer> requestToSend = new ConcurrentHashMap<>();

    EngineMeters(MeterRegistry registry, EngineTime time) {
        this.registry = registry;
        this.time = time;
        this.lateCompletions = registry.counter(PREFIX + "late.completions");
        this.unknownOutcomes = registry.counter(PREFIX + "unknown.outcomes");
        this.abandoned = registry.counter(PREFIX + "abandoned");
        for (Lane lane : Lane.values()) {
            requestToSend.put(lane, Timer.builder(PREFIX + "request.to.send").tag("lane", tag(lane))
                    .publishPercentileHistogram().register(registry));
        }
    }

    static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    void lateCompletion() {
        lateCompletions.increment();
    }

    void unknownOutcomes(int count) {
        unknownOutcomes.increment(count);
    }

    void abandoned() {
        abandoned.increment();
    }

    void started(Slot slot) {
        if (slot.history.attempts() == 0 && slot.timestamp() > 0) {
            Timer timer = requestToSend.get(slot.lease().lane());
            if (timer != null) {
                timer.record(Duration.ofMillis(Math.max(0, time.now().toEpochMilli() - slot.timestamp())));
            }
        }
    }

    void outcome(String gate, Outcome outcome) {
        counter("attempts", "outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT), "gate", gate)
                .increment();
    }

    void finalOutcome(FinalOutcome outcome) {
        counter("final", "outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT)).increment();
    }

    void unknownGate(RequestFacts facts) {
        counter("unknown.gate").increment();
        log.atError().addKeyValue("notificationId", facts.reference()).addKeyValue("gates", facts.gates()).log(
                "A request names no gate that is configured; it waits. Configure the gate, or name another.");
    }

    void commit(String result) {
        counter("commit", "result", result).increment();
    }

    void skipped(long count) {
        counter("skipped.replays").increment(count);
    }

    void lost(long count) {
        counter("lost.to.retention").increment(count);
    }

    void foreignMetadata() {
        counter("foreign.metadata").increment();
    }

    void drained(long nanos, boolean complete) {
        registry.timer(PREFIX + "drain", "complete", Boolean.toString(complete)).record(Duration.ofNanos(nanos));
    }

    void handedOver(String topic) {
        counter("handed.over", "topic", topic).increment();
    }

    void forwarded(int count) {
        counter("forwarded").increment(count);
    }

    void retriedDurable(String step) {
        counter("durable.retries", "step", step).increment();
    }

    private Counter counter(String name, String... tags) {
        return counters.computeIfAbsent(name + String.join(",", tags),
                absent -> registry.counter(PREFIX + name, tags));
    }
}
