package io.postroom.ingestservice.topology;

import io.postroom.ingestservice.brakes.WideCommands;
import io.postroom.ingestservice.decide.DecideStep;
import io.postroom.ingestservice.decide.DeciderSupplier;
import io.postroom.ingestservice.door.DoorSupplier;
import io.postroom.ingestservice.hold.HoldFlow;
import io.postroom.ingestservice.limits.LimitFlow;
import io.postroom.ingestservice.receipts.ReceiptFlow;
import io.postroom.ingestservice.wire.Addressed;
import io.postroom.ingestservice.wire.AvroSerializer;
import io.postroom.ingestservice.wire.InternalAvro;
import io.postroom.ingestservice.wire.Sorted;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.InternalEvent;
import java.time.Clock;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Puts ingest together:
 *
 * <pre>
 * sources -> door -> by-case -> decide -> requests, held, control, decisions, statuses
 * held, control -> hold -> requests, statuses
 *         control -> brakes, to every task of hold and decide
 * decide -> by-rule -> count -> held; hold -> by-recipient -> limit -> requests: only for rules that ask
 *                    ^ what stands in for what did not arrive
 * receipts -> match -> receipts-by-case -+-> progress -> statuses, service statuses
 *              held, control, statuses --+
 * </pre>
 *
 * Every store lies behind a topic of Postroom's own, so that no change of a foreign topic concerns it.
 *
 * @param subscription the sources
 * @param door the first step
 * @param deciders the second
 * @param hold what waits
 * @param limits how much goes out
 * @param receipts what comes back
 * @param partitions of the repartition by case
 */
public record IngestTopology(Pattern subscription, DoorSupplier door, DeciderSupplier deciders, HoldFlow hold,
        LimitFlow limits,
        ReceiptFlow receipts, AvroSerializer records, Names.Topics topics, int partitions, Clock clock) {

    /** Builds it. */
    public Topology build(Properties properties) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
        KStream<byte[], Sorted<InternalEvent>> sorted = builder
                .stream(subscription,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withTimestampExtractor(new RecordTime(clock)).withName(Nodes.SOURCES))
                .process(door, Named.as(Nodes.DOOR));
        KStream<String, InternalEvent> events = usable(sorted, "admitted", Nodes.DEAD_LETTERS)
                .repartition(Repartitioned.<String, InternalEvent>as(Nodes.BY_CASE).withKeySerde(Serdes.String())
                        .withValueSerde(internal()).withNumberOfPartitions(partitions));
        builder.globalTable(topics.suppression(),
                Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(Nodes.SUPPRESSIONS_SOURCE),
                Materialized.as(Nodes.SUPPRESSIONS));
        HoldFlow.Heard heard = hold.read(builder, this::usable);
        KStream<String, ControlCommand> wide = WideCommands.of(heard.control());
        KStream<String, SpecificRecord> decided = events
                .mapValues(event -> (DecideStep) new DecideStep.Arrived(event), Named.as("arrived"))
                .merge(WideCommands.tellAll(wide, Nodes.BRAKES_FOR_DECIDING, partitions)
                        .mapValues(command -> (DecideStep) new DecideStep.Ordered(command),
                                Named.as("ordered-for-deciding")),
                        Named.as("decide-steps"))
                .process(deciders, Named.as(Nodes.DECIDE));
        limits.limit(hold.addTo(heard, receipts.addTo(builder, this::usable, heard.held(), heard.control()), wide,
                limits.count(decided, wide)));
        return withSinks(builder.build(properties));
    }

    private Topology withSinks(Topology topology) {
        StringSerializer keys = new StringSerializer();
        return topology.addSink(Nodes.REQUESTS, new RequestRoute(topics), keys, records, Nodes.DECIDE)
                .addSink(Nodes.DECISIONS, topics.decision(), keys, records, Nodes.DECIDE)
                .addSink(Nodes.DECIDED_STATUSES, topics.status(), keys, records, Nodes.DECIDE)
                .addSink(Nodes.HELD, topics.held(), keys, records, Nodes.DECIDE)
                .addSink(Nodes.WITHDRAWALS, topics.control(), keys, records, Nodes.DECIDE)
                .addSink(Nodes.COUNTED, topics.held(), keys, records, Nodes.COUNT)
                .addSink(Nodes.COUNT_STATUSES, topics.status(), keys, records, Nodes.COUNT)
                .addSink(Nodes.COUNT_DECISIONS, topics.decision(), keys, records, Nodes.COUNT)
                .addSink(Nodes.LIMITED_REQUESTS, new RequestRoute(topics), keys, records, Nodes.LIMIT)
                .addSink(Nodes.LIMIT_STATUSES, topics.status(), keys, records, Nodes.LIMIT)
                .addSink(Nodes.LIMIT_DECISIONS, topics.decision(), keys, records, Nodes.LIMIT)
                .addSink(Nodes.DUE_REQUESTS, new RequestRoute(topics), keys, records, Nodes.HOLD)
                .addSink(Nodes.HELD_STATUSES, topics.status(), keys, records, Nodes.HOLD)
                .addSink(Nodes.RECEIPT_STATUSES, topics.status(), keys, records, Nodes.PROGRESS)
                .addSink(Nodes.SUPPRESSED, topics.suppression(), keys, records, Nodes.PROGRESS)
                .addSink(Nodes.SERVICE_STATUSES, new AddressedRoute(), keys,
                        Addressed.serializer(records), Nodes.PROGRESS);
    }

    private <T> KStream<String, T> usable(KStream<byte[], Sorted<T>> sorted, String name, String deadLetterSink) {
        sorted.filter((key, value) -> value instanceof Sorted.DeadLetter<T>, Named.as(deadLetterSink + "-only")).to(
                new DeadLetterRoute<T>(),
                Produced.with(Serdes.ByteArray(), Sorted.<T>deadLetterSerde()).withName(deadLetterSink));
        return sorted.filter((key, value) -> value instanceof Sorted.Usable<T>, Named.as(name + "-only"))
                .map((key, value) -> switch (value) {
                    case Sorted.Usable<T>(String own, T content) -> new KeyValue<>(own, content);
                    case Sorted.DeadLetter<T> letter ->
                        throw new IllegalStateException("A dead letter does not go on.");
                }, Named.as(name));
    }

    private static Serde<InternalEvent> internal() {
        InternalAvro<InternalEvent> avro = new InternalAvro<>(InternalEvent.class);
        return Serdes.serdeFrom((topic, event) -> event == null ? null : avro.write(event),
                (topic, bytes) -> bytes == null ? null : avro.read(bytes));
    }
}
