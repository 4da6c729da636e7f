package io.postroom.ingestservice.limits;

import io.postroom.ingestservice.hold.HeldRequest;
import io.postroom.ingestservice.limits.Had.One;
import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.stores.ExpirySweep;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.MessageLimits;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.telemetry.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what is due, unless its person had too many of the rule, or the same words a short while ago. All messages to one address
 * are looked at by one task, when they go out, one after the other. One that was counted before passes again and is not counted again.
 */
final class PersonLimiter implements Processor<String, HeldNotification, String, SpecificRecord> {
    private final Function<String, Duration> longestSameContent;
    private final IngestMeters meters;
    private final Traces traces;
    private final Clock clock;
    private @Nullable KeyValueStore<String, Had> had;
    private @Nullable Afterwards afterwards;

    /** @param longestSameContent how far back any rule of a service looks for the same words */
    PersonLimiter(Function<String, Duration> longestSameContent, IngestMeters meters, Traces traces, Clock clock) {
        this.longestSameContent = longestSameContent;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        KeyValueStore<String, Had> store = context.getStateStore(Nodes.HAD);
        this.had = store;
        this.afterwards = new Afterwards(context, traces, "limit", Nodes.LIMIT_STATUSES, Nodes.LIMIT_DECISIONS);
        context.schedule(ExpirySweep.INTERVAL, PunctuationType.WALL_CLOCK_TIME,
                new ExpirySweep<>(store, Had::keepUntil, Duration.ZERO, Duration.ofHours(1)));
    }

    @Override
    public void process(Record<String, HeldNotification> record) {
        HeldNotification message = record.value();
        NotificationIdentity identity = new HeldRequest(message).identity();
        MessageLimits limits = message.getLimits();
        UUID id = identity.getNotificationId();
        Instant now = clock.instant();
        String person = identity.getRecipientKey() + "\n" + identity.getService() + "\n";
        String words = person + "said " + Words.hash(message.getRequest());
        String rule = person + "rule " + identity.getRuleId();
        Long sameContent = limits.getSameContentMillis();
        Long capTime = limits.getCapMillis();
        Had saidBefore = sameContent == null ? null : had().get(words);
        List<One> said = sameContent == null ? List.of() : Had.within(saidBefore, sameContent, now);
        List<One> ofRule = capTime == null ? List.of() : Had.within(had().get(rule), capTime, now);
        boolean again = ofRule.stream().anyMatch(one -> one.notificationId().equals(id));
        if (Had.others(said, id) > 0) {
            suppress(identity, StatusReason.SAME_CONTENT, now);
        } else if (!again && limits.getCapPerPerson() != null && ofRule.size() >= limits.getCapPerPerson()) {
            suppress(identity, StatusReason.CAP_REACHED, now);
        } else {
            if (sameContent != null) {
                // Another rule of the service may look back further than this one.
                long keep = Math.max(sameContent, longestSameContent.apply(identity.getService()).toMillis());
                had().put(words, Had.with(Had.within(saidBefore, keep, now), id, keep, now));
            }
            if (capTime != null) {
                had().put(rule, Had.with(ofRule, id, capTime, now));
            }
            afterwards().forward(identity, (SpecificRecord) message.getRequest(), "request " + id, now,
                    Nodes.LIMITED_REQUESTS);
        }
    }

    private void suppress(NotificationIdentity identity, StatusReason reason, Instant now) {
        afterwards().tell(identity, NotificationState.SUPPRESSED, DecisionOutcome.SUPPRESSED, reason, now);
        meters.limited(reason);
    }

    private KeyValueStore<String, Had> had() {
        return Objects.requireNonNull(had, "The processor is used before it was started.");
    }

    private Afterwards afterwards() {
        return Objects.requireNonNull(afterwards, "The processor is used before it was started.");
    }
}
