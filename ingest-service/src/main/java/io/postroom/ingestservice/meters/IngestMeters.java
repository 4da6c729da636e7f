package io.postroom.ingestservice.meters;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.RecipientVerdict;
import io.postroom.schemas.v1.RuleVerdict;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The counters of ingest. Tags come from bounded sets: topics, services, rules, channels, reasons.
 *
 * <p>Counts what was processed, which after a crash is more than what was committed. Safe for use by any thread.
 */
public final class IngestMeters {
    /** Texts are reported on in seconds, letters in days. */
    private static final Duration[] REPORTS = {Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30),
            Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(1),
            Duration.ofHours(6), Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(7)};

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
    public void decided(Decision decision) {
        registry.counter("postroom.decisions", "outcome", word(decision.getOutcome())).increment();
        String service = decision.getService() == null ? "" : decision.getService();
        for (RuleVerdict verdict : decision.getVerdicts()) {
            if (verdict.getRecipients().isEmpty()) {
                notMade(service, verdict.getRuleId(), verdict.getOutcome(), verdict.getReason());
            }
            for (RecipientVerdict recipient : verdict.getRecipients()) {
                notMade(service, verdict.getRuleId(), recipient.getOutcome(), recipient.getReason());
            }
        }
    }

    private void notMade(String service, @Nullable String rule, DecisionOutcome outcome, @Nullable StatusReason why) {
        String reason = why == null ? "" : word(why);
        if (outcome == DecisionOutcome.SUPPRESSED) {
            registry.counter("postroom.suppressed", "reason", reason).increment();
        } else if (outcome == DecisionOutcome.FAILED) {
            registry.counter("postroom.rules.failed", "service", service, "rule", rule == null ? "" : rule, "reason",
                    reason).increment();
        }
    }

    /** A provider reported so long after it had accepted. */
    public void reportedAfter(String channel, String provider, Duration time) {
        Timer.builder("postroom.receipt.delay").tags("channel", channel, "provider", provider)
                .description("From a provider's acceptance to its report").serviceLevelObjectives(REPORTS)
                .register(registry).record(time.isNegative() ? Duration.ZERO : time);
    }

    private static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }

    /** A rule was evaluated for an event. */
    public void evaluated(String service, String rule, String outcome) {
        registry.counter("postroom.rules.evaluated", "service", service, "rule", rule, "outcome", outcome).increment();
    }

    /** A notification was requested. */
    public void requested(String channel, String priority, String service) {
        registry.counter("postroom.requests", "channel", channel, "priority", priority, "service", service).increment();
    }

    /** A message fell due while a brake was on. */
    public void stopped(String service) {
        registry.counter("postroom.messages.stopped", "service", service).increment();
    }

    /** A rule made more messages an hour than it may; this one waits for a person. */
    public void blastLimited(String service, String rule) {
        registry.counter("postroom.blast.limited", "service", service, "rule", rule).increment();
    }

    /** A person had too many messages of a rule, or the same one a short while ago. */
    public void limited(StatusReason reason) {
        registry.counter("postroom.suppressed", "reason", word(reason)).increment();
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
