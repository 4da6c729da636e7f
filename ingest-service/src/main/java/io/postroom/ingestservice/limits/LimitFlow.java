package io.postroom.ingestservice.limits;

import io.postroom.ingestservice.brakes.WideCommands;
import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.InternalAvro;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.telemetry.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The two parts of the topology that look at how much goes out: of a rule, and to a person. Only messages of rules that ask for it pass
 * through them.
 *
 * @param partitions of each repartition
 * @param longestSameContent how far back any rule of a service looks for the same words
 */
public record LimitFlow(int partitions, Function<String, Duration> longestSameContent, IngestMeters meters,
        Traces traces, Clock clock) {

    /** Under which all messages of a rule are counted. */
    public static String ruleKey(NotificationIdentity identity) {
        return ruleKey(identity.getService(), identity.getRuleId());
    }

    private static String ruleKey(String service, String ruleId) {
        return service + "/" + ruleId;
    }

    /**
     * Adds what counts by rule; its sinks hang at {@link Nodes#COUNT}.
     *
     * @param decided what is made, forwarded to {@link Nodes#TO_COUNT} under the rule's key
     * @param wide commands, of which those that release a rule count
     * @return for every task of those that keep what waits: which rules' messages may go
     */
    public KStream<String, ControlCommand> count(KStream<String, SpecificRecord> decided,
            KStream<String, ControlCommand> wide) {
        KStream<String, CountStep> made = decided
                .mapValues(message -> (HeldNotification) message, Named.as(Nodes.TO_COUNT))
                .repartition(Repartitioned.<String, HeldNotification>as(Nodes.BY_RULE).withKeySerde(Serdes.String())
                        .withValueSerde(serde(HeldNotification.class)).withNumberOfPartitions(partitions))
                .mapValues(message -> (CountStep) new CountStep.Made(message), Named.as("made"));
        KStream<String, CountStep> released = wide
                .filter((key, command) -> releasesRule(command), Named.as(Nodes.RULES_RELEASED))
                .selectKey((key, command) -> ruleKey((ScopeTarget) command.getTarget()), Named.as("rule-of-release"))
                .repartition(Repartitioned.<String, ControlCommand>as(Nodes.RELEASES_BY_RULE)
                        .withKeySerde(Serdes.String()).withValueSerde(serde(ControlCommand.class))
                        .withNumberOfPartitions(partitions))
                .mapValues(command -> (CountStep) new CountStep.Released(command), Named.as("released"));
        KStream<String, SpecificRecord> counted = made.merge(released, Named.as("count-steps"))
                .process(supplier(() -> new RuleCounter(meters, traces, clock), Nodes.COUNTS, HourCount.serde()),
                        Named.as(Nodes.COUNT));
        return WideCommands.tellAll(counted.mapValues(command -> (ControlCommand) command, Named.as(Nodes.LET_GO)),
                Nodes.RELEASES, partitions);
    }

    /**
     * Adds what looks at people; its sinks hang at {@link Nodes#LIMIT}.
     *
     * @param due what is due, forwarded to {@link Nodes#TO_LIMIT} under the recipient key
     */
    public void limit(KStream<String, SpecificRecord> due) {
        due.mapValues(message -> (HeldNotification) message, Named.as(Nodes.TO_LIMIT))
                .repartition(Repartitioned.<String, HeldNotification>as(Nodes.BY_RECIPIENT)
                        .withKeySerde(Serdes.String()).withValueSerde(serde(HeldNotification.class))
                        .withNumberOfPartitions(partitions))
                .process(
                        supplier(() -> new PersonLimiter(longestSameContent, meters, traces, clock), Nodes.HAD,
                                Had.serde()),
                        Named.as(Nodes.LIMIT));
    }

    private static boolean releasesRule(ControlCommand command) {
        return command.getAction() == ControlAction.RELEASE && command.getTarget() instanceof ScopeTarget target
                && target.getRuleId() != null && target.getTemplateId() == null && target.getBatchId() == null;
    }

    private static String ruleKey(ScopeTarget target) {
        return ruleKey(target.getService(), target.getRuleId());
    }

    private static <V, S> ProcessorSupplier<String, V, String, SpecificRecord> supplier(
            Supplier<Processor<String, V, String, SpecificRecord>> processors, String store, Serde<S> values) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, V, String, SpecificRecord> get() {
                return processors.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(store), Serdes.String(),
                        values).withCachingDisabled());
            }
        };
    }

    private static <T extends SpecificRecordBase> Serde<T> serde(Class<T> type) {
        InternalAvro<T> avro = new InternalAvro<>(type);
        return Serdes.serdeFrom((topic, value) -> value == null ? null : avro.write(value),
                (topic, bytes) -> bytes == null ? null : avro.read(bytes));
    }
}
