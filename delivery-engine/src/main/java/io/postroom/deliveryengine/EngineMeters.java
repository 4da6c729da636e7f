package io.postroom.deliveryengine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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
    private final Map<Lane, Timer> permitsWait = new ConcurrentHashMap<>();
    private final Map<Lane, LaneSnapshot> lanes = new ConcurrentHashMap<>();
    private final AtomicReference<DispatchSnapshot> dispatch = new AtomicReference<>(DispatchSnapshot.NONE);

    EngineMeters(MeterRegistry registry, EngineTime time, EngineConfig config) {
        this.registry = registry;
        this.time = time;
        this.lateCompletions = registry.counter(PREFIX + "late.completions");
        this.unknownOutcomes = registry.counter(PREFIX + "unknown.outcomes");
        this.abandoned = registry.counter(PREFIX + "abandoned");
        for (Lane lane : Lane.values()) {
            permitsWait.put(lane, registry.timer(PREFIX + "permits.wait", "lane", tag(lane)));
            requestToSend.put(lane, Timer.builder(PREFIX + "request.to.send").tag("lane", tag(lane))
                    .publishPercentileHistogram().register(registry));
        }
        config.topics().keySet().forEach(this::laneGauges);
        config.gates().forEach(gate -> gateGauges(gate.name()));
        Gauge.builder(PREFIX + "oldest.in.flight", dispatch, value -> value.get().oldestInFlightNanos() / 1e9)
                .baseUnit("seconds").register(registry);
    }

    private void laneGauges(Lane lane) {
        gauge("in.flight", lane, () -> dispatch.get().inFlight(lane));
        gauge("parked", lane, () -> dispatch.get().parked(lane));
        gauge("ready.keys", lane, () -> dispatch.get().ready(lane));
        gauge("lane.share", lane, () -> dispatch.get().share(lane));
        gauge("tracked", lane, () -> snapshot(lane).tracked());
        gauge("window", lane, () -> snapshot(lane).window());
        gauge("base.age", lane, () -> snapshot(lane).baseAgeNanos() / 1e9);
        gauge("map.chars", lane, () -> snapshot(lane).mapChars());
        gauge("paused.partitions", lane, () -> snapshot(lane).paused());
        gauge("past.half.retention", lane, () -> snapshot(lane).pastHalfRetention());
        gauge("since.last.poll", lane, () -> (time.nanos() - snapshot(lane).at()) / 1e9);
    }

    private void gateGauges(String gate) {
        Gauge.builder(PREFIX + "rate.effective", dispatch, value -> value.get().rate(gate)).tag("gate", gate)
                .register(registry);
        Gauge.builder(PREFIX + "circuit.open", dispatch, value -> value.get().open(gate) ? 1 : 0).tag("gate", gate)
                .register(registry);
        Gauge.builder(PREFIX + "refused.senders", dispatch, value -> value.get().refusedSenders(gate)).tag("gate", gate)
                .register(registry);
    }

    private void gauge(String name, Lane lane, Supplier<Number> value) {
        Gauge.builder(PREFIX + name, value).tag("lane", tag(lane)).register(registry);
    }

    private LaneSnapshot snapshot(Lane lane) {
        return lanes.getOrDefault(lane, LaneSnapshot.NONE);
    }

    /** What the dispatcher sees now; it tells about once a second. */
    void dispatch(DispatchSnapshot snapshot) {
        dispatch.set(snapshot);
    }

    /** What a lane sees now; it tells about once a second. */
    void lane(Lane lane, LaneSnapshot snapshot) {
        lanes.put(lane, snapshot);
    }

    /** A record has waited this long for its gate. */
    void waited(Slot slot, long nanos) {
        Timer timer = permitsWait.get(slot.lease().lane());
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    void headOfLine() {
        counter("head.of.line").increment();
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

    /** A brake held a record back, once more if it had before. */
    void heldBack() {
        counter("held.back").increment();
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
