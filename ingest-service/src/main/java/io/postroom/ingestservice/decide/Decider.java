package io.postroom.ingestservice.decide;

import io.postroom.ingestservice.audience.Audience;
import io.postroom.ingestservice.brakes.Orders;
import io.postroom.ingestservice.collect.Collection;
import io.postroom.ingestservice.collect.Collections;
import io.postroom.ingestservice.hold.HeldRequest;
import io.postroom.ingestservice.limits.LimitFlow;
import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.stores.ExpirySweep;
import io.postroom.ingestservice.suppress.SuppressionList;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.waiting.StoppedWaitingException;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.wire.OutgoingHeaders;
import io.postroom.ingestservice.withdraw.CaseMessages;
import io.postroom.rules.RuleBook;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.decision.ServiceDecision;
import io.postroom.rules.decision.Suppressions;
import io.postroom.rules.decision.Suppressions.Standing;
import io.postroom.rules.identity.KeyHasher;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.InternalEvent;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.telemetry.TraceStep;
import io.postroom.telemetry.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers and decides: each event once, by the rules of its type, and the same event again only for what it has not made
 * yet.
 *
 * <p>One instance a task, used by its stream thread. What it writes and what it remembers is committed together.
 */
final class Decider implements Processor<String, DecideStep, String, SpecificRecord> {
    private static final Logger log = LoggerFactory.getLogger(Decider.class);

    private static final Duration CLOSE_EVERY = Duration.ofMillis(500);

    private final RuleBook rules;
    private final Identities identities;
    private final KeyHasher keys;
    private final AvroDecoder avro;
    private final IngestMeters meters;
    private final Traces traces;
    private final Clock clock;
    private final Duration memoryTime;
    private final Audience audience;
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable KeyValueStore<Bytes, Remembered> memory;
    private @Nullable CaseMessages messages;
    private @Nullable SuppressionList suppressions;
    private @Nullable Collections collections;
    private @Nullable Orders orders;

    Decider(RuleBook rules, Identities identities, KeyHasher keys, AvroDecoder avro, IngestMeters meters, Traces traces,
            Clock clock, Duration memoryTime, Audience audience) {
        this.rules = rules;
        this.identities = identities;
        this.keys = keys;
        this.avro = avro;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
        this.memoryTime = memoryTime;
        this.audience = audience;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        KeyValueStore<Bytes, Remembered> store = context.getStateStore(Nodes.MEMORY);
        this.memory = store;
        this.messages = new CaseMessages(context, memoryTime);
        this.suppressions = new SuppressionList(context, avro);
        this.collections = new Collections(context);
        this.orders = new Orders(context.getStateStore(Nodes.DECIDING_ORDERS));
        context.schedule(ExpirySweep.INTERVAL, PunctuationType.WALL_CLOCK_TIME,
                time -> orders().forget(clock.instant()));
        context.schedule(CLOSE_EVERY, PunctuationType.WALL_CLOCK_TIME,
                time -> Objects.requireNonNull(collections).takeOver(clock.instant(), this::close));
        context.schedule(ExpirySweep.INTERVAL, PunctuationType.WALL_CLOCK_TIME,
                new ExpirySweep<>(store, Remembered::writtenAt, memoryTime));
    }

    @Override
    public void process(Record<String, DecideStep> record) {
        switch (record.value()) {
            case DecideStep.Arrived(InternalEvent event) -> process(record.withValue(event), event);
            case DecideStep.Ordered(ControlCommand command) -> orders().apply(command);
        }
    }

    private void process(Record<String, InternalEvent> record, InternalEvent event) {
        Subject subject = Subject.of(event);
        Instant now = clock.instant();
        Bytes key = MemoryKey.of(subject.source(), subject.id());
        byte[] hash = bytes(event);
        Remembered known = memory().get(key);
        Outcome outcome = decide(event, subject, record.key(), known, hash, now);
        if (outcome.remember() && (known == null || !outcome.remembered().isEmpty())) {
            Remembered before = known == null ? new Remembered(now.toEpochMilli(), hash, List.of()) : known;
            memory().put(key, before.with(outcome.remembered()));
        }
        outcome.decisions().forEach(meters::decided);
        try (TraceStep step = traces.event("decide", event.getTraceparent(), event.getReceivedAt())) {
            step.tag("postroom.notifications", outcome.requests().size());
            forward(outcome, record.key(), record.timestamp(), step);
        }
        meters.decidedAfter(Duration.between(event.getReceivedAt(), now));
    }

    private Outcome decide(InternalEvent event, Subject subject, String caseKey, @Nullable Remembered known,
            byte[] hash, Instant now) {
        Deciding deciding = new Deciding(subject, caseKey, known, identities, meters, now, orders(),
                new TakenBack(Objects.requireNonNull(messages), rules::isWithdrawable, subject, caseKey, now),
                new Collecting(Objects.requireNonNull(collections), event.getContent(), caseKey, now));
        if (known != null && !known.sameContent(hash)) {
            // Counted and decided; a source that does this does it thousands of times.
            log.atDebug().addKeyValue("eventType", subject.type())
                    .log("An event id came again with other content; nothing is made from it");
            return deciding.reused();
        }
        List<ServiceDecision> decisions;
        try {
            decisions = decisions(event, now);
        } catch (StoppedWaitingException | KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            fault(subject, e, "An event could not be decided");
            return deciding.undecided(e.getClass().getSimpleName());
        }
        return deciding.by(decisions);
    }

    /**
     * A fault of ours or of a library in one event must not stop all others. What comes of a store or of a stop concerns all of
     * them, and is no reason to give one up.
     */
    private static void fault(Subject subject, RuntimeException e, String what) {
        // Its message may quote the event.
        log.atError().addKeyValue("eventType", subject.type()).addKeyValue("exception", e.getClass().getName())
                .addKeyValue("at", e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0].toString()).log(what);
    }

    private List<ServiceDecision> decisions(InternalEvent event, Instant now) {
        Suppressions standing = standing(now);
        return switch (event.getContent()) {
            case CaseEvent content -> rules.decide(Set.copyOf(event.getServices()), content, now, standing);
            case SendRequest request -> List.of(rules.decide(request, now, standing));
            default -> throw new IllegalStateException("An internal event holds an event or a send request.");
        };
    }

    private Suppressions standing(Instant now) {
        SuppressionList list = Objects.requireNonNull(suppressions);
        return address -> {
            Standing standing = list.of(keys.recipientKey(address.channel(), address.canonical()), now);
            return standing == Standing.FREE && !audience.includes(address) ? Standing.NOT_ON_SAFELIST : standing;
        };
    }

    /** The time of some events is over: they become their message. */
    private void close(Collection over) {
        Instant now = clock.instant();
        Subject subject = Subject.of(over.collected().first());
        String service = over.identity().getService();
        String caseKey = over.identity().getCaseKey();
        // What says more than one event is as young as the youngest of them, with all that is sent in its stead.
        TakenBack takenBack = new TakenBack(Objects.requireNonNull(messages), rules::isWithdrawable,
                Subject.of(over.collected().inOrder().getLast()), caseKey, now);
        Outcome outcome = close(new Closing(over, identities, new Making(identities, takenBack, orders(), now),
                new Identities.Origin(
                        subject, caseKey, service, rules.version(service).orElse(null), over.collected().ruleId(),
                        now)),
                over, now);
        try (TraceStep step = traces.event("close collection", null, now)) {
            forward(outcome, caseKey, now.toEpochMilli(), step);
        }
    }

    private Outcome close(Closing closing, Collection over, Instant now) {
        List<RecipientDecision> decisions;
        try {
            decisions = rules.decide(over.identity().getService(), over.collected(), now, standing(now));
        } catch (StoppedWaitingException | KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            fault(Subject.of(over.collected().first()), e, "Events that were collected could not become their message");
            return closing.undecided();
        }
        return closing.by(decisions);
    }

    private void forward(Outcome outcome, String key, long time, TraceStep cause) {
        NotificationSteps steps = new NotificationSteps(traces, cause);
        for (int i = 0; i < outcome.requests().size(); i++) {
            SpecificRecord request = outcome.requests().get(i);
            log.atDebug().addKeyValue("notificationId", outcome.requested().get(i))
                    .addKeyValue("type", request.getSchema().getName()).log("A notification was made");
            String id = "request " + outcome.requested().get(i);
            String trace = steps.of(outcome.requested().get(i));
            if (request instanceof HeldNotification held && isCountedByRule(held)) {
                forward(LimitFlow.ruleKey(new HeldRequest(held).identity()), time, held, id, trace, Nodes.TO_COUNT);
            } else {
                forward(key, time, request, id, trace,
                        request instanceof HeldNotification ? Nodes.HELD : Nodes.REQUESTS);
            }
        }
        for (ControlCommand command : outcome.commands()) {
            forward(key, time, command, "" + command.getCommandId(), cause.traceparent(), Nodes.WITHDRAWALS);
        }
        for (NotificationStatus status : outcome.statuses()) {
            forward(key, time, status, status.getIdentity().getNotificationId() + " " + status.getState() + " "
                    + status.getOccurredAt(), steps.of(status.getIdentity().getNotificationId()),
                    Nodes.DECIDED_STATUSES);
        }
        for (Decision decision : outcome.decisions()) {
            forward(key, time, decision, decision.getEventSource() + " " + decision.getEventId() + " "
                    + decision.getService() + " " + decision.getDecidedAt(), cause.traceparent(), Nodes.DECISIONS);
        }
    }

    private static boolean isCountedByRule(HeldNotification held) {
        return held.getLimits() != null && held.getLimits().getBlastPerHour() != null;
    }

    private void forward(String key, long time, SpecificRecord value, String id,
            @Nullable String traceparent, String sink) {
        Instant now = clock.instant();
        Objects.requireNonNull(context).forward(new Record<>(key, value, time,
                OutgoingHeaders.of(value, id, now, traceparent)), sink);
    }

    private Orders orders() {
        return Objects.requireNonNull(orders, "The processor is used before it was started.");
    }

    private KeyValueStore<Bytes, Remembered> memory() {
        return Objects.requireNonNull(memory, "The processor is used before it was started.");
    }

    private static byte[] bytes(InternalEvent event) {
        byte[] hash = new byte[event.getContentHash().remaining()];
        event.getContentHash().duplicate().get(hash);
        return hash;
    }
}
