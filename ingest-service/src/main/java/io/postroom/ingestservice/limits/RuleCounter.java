package io.postroom.ingestservice.limits;

import io.postroom.ingestservice.hold.HeldRequest;
import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.telemetry.Traces;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a rule makes, and lets what is too much for an hour wait for a person. All messages of a rule are counted by one task, so
 * that the count is right however many instances there are.
 *
 * <p>When a person lets them go, counting begins anew, and then those who keep them are told: by this clock, since it says
 * since when each waits.
 */
final class RuleCounter implements Processor<String, CountStep, String, SpecificRecord> {
    private final IngestMeters meters;
    private final Traces traces;
    private final Clock clock;
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable KeyValueStore<String, HourCount> counts;

    RuleCounter(IngestMeters meters, Traces traces, Clock clock) {
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.counts = context.getStateStore(Nodes.COUNTS);
    }

    @Override
    public void process(Record<String, CountStep> record) {
        switch (record.value()) {
            case CountStep.Made(HeldNotification message) -> made(record.key(), message);
            case CountStep.Released(ControlCommand command) -> released(record.withValue(command));
        }
    }

    private void made(String rule, HeldNotification message) {
        Instant now = clock.instant();
        NotificationIdentity identity = new HeldRequest(message).identity();
        Integer most = message.getLimits().getBlastPerHour();
        HourCount known = counts().get(rule);
        HourCount count = known == null ? HourCount.NONE : known;
        Afterwards afterwards = new Afterwards(context(), traces, "count", Nodes.COUNT_STATUSES, Nodes.COUNT_DECISIONS);
        String id = "request " + identity.getNotificationId();
        if (most == null || count.inTheHourBefore(now) < most) {
            counts().put(rule, count.withOneMore(now));
            afterwards.forward(identity, message, id, now, Nodes.COUNTED);
            return;
        }
        HeldNotification tooMany = HeldNotification.newBuilder(message).setReason(StatusReason.BLAST_LIMIT)
                .setHeldAt(now).build();
        afterwards.forward(identity, tooMany, id, now, Nodes.COUNTED);
        afterwards.tell(identity, NotificationState.HELD, DecisionOutcome.HELD, StatusReason.BLAST_LIMIT, now);
        meters.blastLimited(identity.getService(), "" + identity.getRuleId());
    }

    private void released(Record<String, ControlCommand> record) {
        if (counts().delete(record.key()) == null) {
            // It made nothing since it was last let go, so that nothing waits, or it has no limit.
            return;
        }
        context().forward(record.withValue(ControlCommand.newBuilder(record.value()).setIssuedAt(clock.instant())
                .build()), Nodes.LET_GO);
    }

    private ProcessorContext<String, SpecificRecord> context() {
        return Objects.requireNonNull(context, "The processor is used before it was started.");
    }

    private KeyValueStore<String, HourCount> counts() {
        return Objects.requireNonNull(counts, "The processor is used before it was started.");
    }
}
