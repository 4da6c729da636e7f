package io.postroom.ingestservice.hold;

import io.postroom.ingestservice.audience.Audience;
import io.postroom.ingestservice.brakes.Orders;
import io.postroom.ingestservice.brakes.WideCommands;
import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.wire.InternalAvro;
import io.postroom.ingestservice.wire.RecordReader;
import io.postroom.ingestservice.wire.Sorted;
import io.postroom.ingestservice.wire.Splitter;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.telemetry.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The part of the topology that keeps what waits.
 *
 * @param avro decodes what is held
 * @param topics Postroom's own topics
 * @param partitions of the repartition that tells every task of commands
 * @param memory for how long a withdrawal waits for what it withdraws
 * @param heartbeat how often each lane gets a heartbeat; zero for never
 * @param audience who is written to
 */
public record HoldFlow(AvroDecoder avro, Names.Topics topics, int partitions, Duration memory, Duration heartbeat,
        Audience audience,
        IngestMeters meters, Traces traces,
        Clock clock) {

    /**
     * What the topics of what waits and of commands hold.
     *
     * @param held what waits, for its time or for its turn
     * @param control commands
     */
    public record Heard(KStream<String, HeldNotification> held, KStream<String, ControlCommand> control) {}

    /** Reads the two topics. */
    public Heard read(StreamsBuilder builder, Splitter splitter) {
        Consumed<byte[], byte[]> bytes = Consumed.with(Serdes.ByteArray(), Serdes.ByteArray());
        return new Heard(
                splitter.usable(builder.stream(topics.held(), bytes.withName(Nodes.HELD_SOURCE))
                        .process(readers(HeldNotification.class), Named.as(Nodes.READ_HELD)), "held",
                        Nodes.UNREADABLE_HELD),
                splitter.usable(builder.stream(topics.control(), bytes.withName(Nodes.CONTROL_SOURCE))
                        .process(readers(ControlCommand.class), Named.as(Nodes.READ_CONTROL)), "control",
                        Nodes.UNREADABLE_CONTROL));
    }

    /**
     * Adds what keeps it; its sinks hang at {@link Nodes#HOLD}.
     *
     * @param turns what waited for its turn, which has come, and commands about it
     * @param wide commands that concern what waits in every partition
     * @param letGo which rules' messages may go of which there were too many
     * @return what is due and depends on what its person had, at {@link Nodes#TO_LIMIT}
     */
    public KStream<String, SpecificRecord> addTo(Heard heard, KStream<String, Object> turns,
            KStream<String, ControlCommand> wide, KStream<String, ControlCommand> letGo) {
        KStream<String, HoldStep> held = heard.held()
                .filter((key, one) -> one.getFallback() == null, Named.as("held-for-its-time"))
                .mapValues(one -> (HoldStep) new HoldStep.Held(one), Named.as("waits"));
        KStream<String, HoldStep> controlled = heard.control()
                .mapValues(command -> (HoldStep) new HoldStep.Controlled(command), Named.as("controlled"));
        KStream<String, HoldStep> inTurn = turns.mapValues(turn -> switch (turn) {
            case HeldNotification one -> (HoldStep) new HoldStep.Held(one);
            case ControlCommand command -> new HoldStep.Controlled(command);
            default -> throw new IllegalStateException("Only what waits and commands come here.");
        }, Named.as(Nodes.IN_TURN));
        KStream<String, HoldStep> ordered = WideCommands.tellAll(wide, Nodes.BRAKES, partitions)
                .mapValues(command -> (HoldStep) new HoldStep.Ordered(command), Named.as("ordered"));
        KStream<String, HoldStep> free = letGo.mapValues(command -> (HoldStep) new HoldStep.LetGo(command),
                Named.as("may-go"));
        return held.merge(controlled, Named.as("hold-steps")).merge(inTurn, Named.as("hold-steps-and-turns"))
                .merge(ordered, Named.as("hold-steps-and-orders")).merge(free, Named.as("all-hold-steps"))
                .process(keepers(), Named.as(Nodes.HOLD));
    }

    private <T extends SpecificRecord> ProcessorSupplier<byte[], byte[], byte[], Sorted<T>> readers(Class<T> type) {
        RecordReader<T> reader = new RecordReader<>(type, avro, topics.deadLetter(topics.send()), meters, clock);
        return () -> new ContextualProcessor<>() {
            @Override
            public void process(Record<byte[], byte[]> record) {
                String key = record.key() == null ? "" : Serdes.String().deserializer().deserialize("", record.key());
                reader.<T>read(record, context().recordMetadata().orElseThrow(),
                        value -> context().forward(record.withValue(new Sorted.Usable<>(key, value))),
                        context()::forward);
            }
        };
    }

    private ProcessorSupplier<String, HoldStep, String, SpecificRecord> keepers() {
        ThreadTime threads = ThreadTime.usual(clock);
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, HoldStep, String, SpecificRecord> get() {
                return new HoldKeeper(avro, meters, traces, clock, memory, heartbeat, audience,
                        threads.share());
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                // In one order, so that the topology's description is the same each time.
                return new LinkedHashSet<>(List.of(store(Nodes.WAITING, Serdes.Bytes(), stored()),
                        store(Nodes.PLACES, Serdes.UUID(), Serdes.Bytes()),
                        store(Nodes.WITHDRAWN, Serdes.UUID(), Withdrawn.serde()),
                        store(Nodes.STOPPED, Serdes.Bytes(), Serdes.ByteArray()), Orders.store(Nodes.ORDERS)));
            }
        };
    }

    private static <K, V> StoreBuilder<?> store(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values).withCachingDisabled();
    }

    private static Serde<HeldNotification> stored() {
        InternalAvro<HeldNotification> avro = new InternalAvro<>(HeldNotification.class);
        return Serdes.serdeFrom((topic, held) -> held == null ? null : avro.write(held),
                (topic, bytes) -> bytes == null ? null : avro.read(bytes));
    }
}
