package io.postroom.ingestservice.receipts;

import io.postroom.ingestservice.fallback.FallbackKeeper;
import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.wire.RecordReader;
import io.postroom.ingestservice.wire.Sorted;
import io.postroom.ingestservice.wire.Splitter;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.telemetry.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The part of the topology that turns receipts into statuses.
 *
 * @param avro decodes receipts and statuses
 * @param topics Postroom's own topics
 * @param tellServices services whose own systems are told of their statuses
 * @param partitions of the repartition, the same as the status topic has
 * @param memory for how long receipts are joined to what they belong to
 */
public record ReceiptFlow(AvroDecoder avro, Names.Topics topics, Set<String> tellServices, int partitions,
        Duration memory, IngestMeters meters, Traces traces, Clock clock) {

    /**
     * Adds it; its sinks hang at {@link Nodes#PROGRESS}.
     *
     * @param held what waits; of this what waits for its turn
     * @param control commands
     * @return what has come to its turn, and commands about it
     */
    public KStream<String, Object> addTo(StreamsBuilder builder, Splitter splitter,
            KStream<String, HeldNotification> held, KStream<String, ControlCommand> control) {
        Consumed<byte[], byte[]> bytes = Consumed.with(Serdes.ByteArray(), Serdes.ByteArray());
        KStream<String, ReceiptPair> pairs = splitter.usable(
                builder.stream(receiptTopics(), bytes.withName(Nodes.RECEIPTS)).process(matchers(),
                        Named.as(Nodes.MATCH)),
                "matched", Nodes.UNREADABLE_RECEIPTS);
        KStream<String, Step> received = pairs
                .repartition(Repartitioned.<String, ReceiptPair>as(Nodes.RECEIPTS_BY_CASE)
                        .withKeySerde(Serdes.String()).withValueSerde(new ReceiptSerdes().pairs())
                        .withNumberOfPartitions(partitions))
                .mapValues(pair -> (Step) new Step.Received(pair), Named.as("received"));
        KStream<String, Step> observed = splitter
                .usable(builder.stream(topics.status(), bytes.withName(Nodes.STATUSES)).process(statusReaders(),
                        Named.as(Nodes.READ_STATUS)), "read", Nodes.UNREADABLE_STATUSES)
                .mapValues(status -> (Step) new Step.Observed(status), Named.as("observed"));
        KStream<String, Step> chained = held
                .filter((key, one) -> one.getFallback() != null, Named.as("held-for-its-turn"))
                .mapValues(one -> (Step) new Step.Chained(one), Named.as("chained"));
        KStream<String, Step> withdrawn = control.mapValues(command -> (Step) new Step.Controlled(command),
                Named.as("taken-back"));
        return received.merge(observed, Named.as("steps")).merge(chained, Named.as("steps-and-turns"))
                .merge(withdrawn, Named.as("all-steps")).process(keepers(), Named.as(Nodes.PROGRESS));
    }

    private List<String> receiptTopics() {
        return List.of(topics.receipt(Channel.SMS), topics.receipt(Channel.EMAIL), topics.receipt(Channel.LETTER));
    }

    private ProcessorSupplier<byte[], byte[], byte[], Sorted<ReceiptPair>> matchers() {
        RecordReader<ReceiptRecord> reader = reader(ReceiptRecord.class);
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], Sorted<ReceiptPair>> get() {
                return new Matcher(reader, meters, clock, memory);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(Nodes.REFERENCES),
                        Serdes.String(), new ReceiptSerdes().entries()).withCachingDisabled());
            }
        };
    }

    private ProcessorSupplier<byte[], byte[], byte[], Sorted<NotificationStatus>> statusReaders() {
        RecordReader<NotificationStatus> reader = reader(NotificationStatus.class);
        return () -> new ContextualProcessor<>() {
            @Override
            public void process(Record<byte[], byte[]> record) {
                reader.<NotificationStatus>read(record, context().recordMetadata().orElseThrow(),
                        status -> context().forward(record.withValue(
                                new Sorted.Usable<>(status.getIdentity().getCaseKey(), status))),
                        context()::forward);
            }
        };
    }

    private ProcessorSupplier<String, Step, String, Object> keepers() {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Step, String, Object> get() {
                return new ProgressKeeper(tellServices, topics, avro, traces, clock, memory);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                Set<StoreBuilder<?>> stores = new HashSet<>(FallbackKeeper.stores());
                stores.add(Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(Nodes.NOTIFICATIONS),
                        Serdes.String(), ProgressSerde.serde()).withCachingDisabled());
                return stores;
            }
        };
    }

    private <T extends SpecificRecord> RecordReader<T> reader(Class<T> type) {
        return new RecordReader<>(type, avro, topics.deadLetter(topics.send()), meters, clock);
    }
}
