package io.postroom.ingestservice.hold;

import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.wire.InternalAvro;
import io.postroom.ingestservice.wire.RecordReader;
import io.postroom.ingestservice.wire.Sorted;
import io.postroom.ingestservice.wire.Splitter;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.HeldNotification;
import java.time.Clock;
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
 */
public record HoldFlow(AvroDecoder avro, Names.Topics topics, IngestMeters meters, Clock clock) {

    /** Adds it; its sinks hang at {@link Nodes#HOLD}. */
    public void addTo(StreamsBuilder builder, Splitter splitter) {
        KStream<byte[], Sorted<HeldNotification>> sorted = builder
                .stream(topics.held(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(Nodes.HELD_SOURCE))
                .process(readers(), Named.as(Nodes.READ_HELD));
        splitter.usable(sorted, "held", Nodes.UNREADABLE_HELD).process(keepers(), Named.as(Nodes.HOLD));
    }

    private ProcessorSupplier<byte[], byte[], byte[], Sorted<HeldNotification>> readers() {
        RecordReader<HeldNotification> reader = new RecordReader<>(HeldNotification.class, avro,
                topics.deadLetter(topics.send()), meters, clock);
        return () -> new ContextualProcessor<>() {
            @Override
            public void process(Record<byte[], byte[]> record) {
                String key = record.key() == null ? "" : Serdes.String().deserializer().deserialize("", record.key());
                reader.<HeldNotification>read(record, context().recordMetadata().orElseThrow(),
                        held -> context().forward(record.withValue(new Sorted.Usable<>(key, held))),
                        context()::forward);
            }
        };
    }

    private ProcessorSupplier<String, HeldNotification, String, SpecificRecord> keepers() {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, HeldNotification, String, SpecificRecord> get() {
                return new HoldKeeper(clock);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(Nodes.WAITING),
                        Serdes.Bytes(), stored()).withCachingDisabled());
            }
        };
    }

    private static Serde<HeldNotification> stored() {
        InternalAvro<HeldNotification> avro = new InternalAvro<>(HeldNotification.class);
        return Serdes.serdeFrom((topic, held) -> held == null ? null : avro.write(held),
                (topic, bytes) -> bytes == null ? null : avro.read(bytes));
    }
}
