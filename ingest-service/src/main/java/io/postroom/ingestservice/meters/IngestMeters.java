package io.postroom.ingestservice.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.RecipientVerdict;
import io.postroom.schemas.v1.RuleVerdict;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private static final Family CONSUMED = Family.counter("postroom.events.consumed", "topic", "outcome");
    private static final Family DEAD_LETTERS = Family.counter("postroom.dead.letters", "topic", "reason");
    private static final Family DECISIONS = Family.counter("postroom.decisions", "outcome");
    private static final Family SUPPRESSED = Family.counter("postroom.suppressed", "reason");
    private static final Family FAILED = Family.counter("postroom.rules.failed", "service", "rule", "reason");
    private static final Family EVALUATED = Family.counter("postroom.rules.evaluated", "service", "rule", "outcome");
    private static final Family REQUESTS = Family.counter("postroom.requests", "channel", "priority", "service");
    private static final Family STOPPED = Family.counter("postroom.messages.stopped", "service");
    private static final Family BLAST_LIMITED = Family.counter("postroom.blast.limited", "service", "rule");
    private static final Family RECEIPTS = Family.counter("postroom.receipts", "channel", "outcome");

    private static final String NONE = "";

    private final MeterRegistry registry;
    private final Timer lag;
    /** An event is counted several times, and to find a counter by its tags costs several times what counting does. */
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

    /** What is counted, and by what. */
    private record Family(String meter, List<String> tags) {
        static Family counter(String meter, String... tags) {
            return new Family(meter, List.of(tags));
        }
    }

    /** One counter of a family. There are as many as there are values, which come from bounded sets. */
    private record Series(Family family, Object first, Object second, Object third) {
        Counter in(MeterRegistry registry) {
            Iterator<Object> values = List.of(first, second, third).iterator();
            List<Tag> tags = family.tags().stream().map(name -> Tag.of(name, text(values.next()))).toList();
            return registry.counter(family.meter(), tags);
        }

        private static String text(Object value) {
            return value instanceof Enum<?> symbol ? symbol.name().toLowerCase(Locale.ROOT) : value.toString();
        }
    }

    /** Counters in one registry. */
    public IngestMeters(MeterRegistry registry) {
        this.registry = registry;
        this.lag = Timer.builder("postroom.event.lag")
                .description("From the source record's timestamp to the decision about it").publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(5)).maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry);
    }

    private void count(Family family, Object first) {
        count(family, first, NONE, NONE);
    }

    private void count(Family family, Object first, Object second) {
        count(family, first, second, NONE);
    }

    private void count(Family family, Object first, Object second, Object third) {
        counters.computeIfAbsent(new Series(family, first, second, third), series -> series.in(registry)).increment();
    }

    /** A source record went through the door, or did not. */
    public void consumed(String topic, String outcome) {
        count(CONSUMED, topic, outcome);
    }

    /** A record became a dead letter. */
    public void deadLetter(String topic, String reason) {
        count(DEAD_LETTERS, topic, reason);
    }

    /** An event was decided for a service. */
    public void decided(Decision decision) {
        count(DECISIONS, decision.getOutcome());
        String service = decision.getService() == null ? NONE : decision.getService();
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
        Object reason = why == null ? NONE : why;
        if (outcome == DecisionOutcome.SUPPRESSED) {
            count(SUPPRESSED, reason);
        } else if (outcome == DecisionOutcome.FAILED) {
            count(FAILED, service, rule == null ? NONE : rule, reason);
        }
    }

    /** A provider reported so long after it had accepted. */
    public void reportedAfter(String channel, String provider, Duration time) {
        Timer.builder("postroom.receipt.delay").tags("channel", channel, "provider", provider)
                .description("From a provider's acceptance to its report").serviceLevelObjectives(REPORTS)
                .register(registry).record(time.isNegative() ? Duration.ZERO : time);
    }

    /** A rule was evaluated for an event. */
    public void evaluated(String service, String rule, DecisionOutcome outcome) {
        count(EVALUATED, service, rule, outcome);
    }

    /** A notification was requested. */
    public void requested(String channel, Priority priority, String service) {
        count(REQUESTS, channel, priority, service);
    }

    /** A message fell due while a brake was on. */
    public void stopped(String service) {
        count(STOPPED, service);
    }

    /** A rule made more messages an hour than it may; this one waits for a person. */
    public void blastLimited(String service, String rule) {
        count(BLAST_LIMITED, service, rule);
    }

    /** A person had too many messages of a rule, or the same one a short while ago. */
    public void limited(StatusReason reason) {
        count(SUPPRESSED, reason);
    }

    /** A receipt or an acceptance was read. */
    public void receipt(String channel, String outcome) {
        count(RECEIPTS, channel, outcome);
    }

    /** An event was decided so long after it stood on its topic. */
    public void decidedAfter(Duration time) {
        lag.record(time.isNegative() ? Duration.ZERO : time);
    }
}
