package io.postroom.ingestservice.meters;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * The counters of ingest. Tags come from bounded sets: topics, services, rules, channels, reasons.
 *
 * <p>Counts what was processed, which after a crash is more than what was committed. Safe for use by any thread.
 */
public final class IngestMeters {
    private final MeterRegistry registry;
    private final Timer lag;

    /** Counters in one registry. */
    public IngestMeters(MeterRegistry registry) {
        this.registry = registry;
        this.lag = Timer.builder("postroom.event.lag")
                .description("From the source record's timestamp to the decision about it").publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(5)).maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry);
    }

    /** A source record went through the door, or did not. */
    public void consumed(String topic, String outcome) {
        registry.counter("postroom.events.consumed", "topic", topic, "outcome", outcome).increment();
    }

    /** A record became a dead letter. */
    public void deadLetter(String topic, String reason) {
        registry.counter("postroom.dead.letters", "topic", topic, "reason", reason).increment();
    }

    /** An event was decided for a service. */
    public void decided(String outcome) {
        registry.counter("postroom.decisions", "outcome", outcome).increment();
    }

    /** A rule was evaluated for an event. */
    public void evaluated(String service, String rule, String outcome) {
        registry.counter("postroom.rules.evaluated", "service", service, "rule", rule, "outcome", outcome).increment();
    }

    /** A notification was requested. */
    public void requested(String channel, String priority, String service) {
        registry.counter("postroom.requests", "channel", channel, "priority", priority, "service", service).increment();
    }

    /** A receipt or an acceptance was read. */
    public void receipt(String channel, String outcome) {
        registry.counter("postroom.receipts", "channel", channel, "outcome", outcome).increment();
    }

    /** An event was decided so long after it stood on its topic. */
    public void decidedAfter(Duration time) {
        lag.record(time.isNegative() ? Duration.ZERO : time);
    }
}
