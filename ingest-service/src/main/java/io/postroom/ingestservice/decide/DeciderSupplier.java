package io.postroom.ingestservice.decide;

import io.postroom.ingestservice.audience.Audience;
import io.postroom.ingestservice.brakes.Orders;
import io.postroom.ingestservice.collect.Collections;
import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.withdraw.CaseMessages;
import io.postroom.rules.RuleBook;
import io.postroom.rules.identity.KeyHasher;
import io.postroom.telemetry.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Gives each task its decider and the memory that it works with. */
public final class DeciderSupplier implements ProcessorSupplier<String, DecideStep, String, SpecificRecord> {
    private final RuleBook rules;
    private final Identities identities;
    private final KeyHasher keys;
    private final AvroDecoder avro;
    private final IngestMeters meters;
    private final Traces traces;
    private final Clock clock;
    private final Duration memory;
    private final Audience audience;

    /**
     * Deciders by one rule book.
     *
     * @param avro decodes which addresses are not written to
     * @param memory for how long an event is recognised when it comes again
     * @param audience who is written to
     */
    public DeciderSupplier(RuleBook rules, KeyHasher keys, AvroDecoder avro, IngestMeters meters, Traces traces,
            Clock clock, Duration memory, Audience audience) {
        this.rules = rules;
        this.identities = new Identities(keys);
        this.keys = keys;
        this.avro = avro;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
        this.memory = memory;
        this.audience = audience;
    }

    @Override
    public Processor<String, DecideStep, String, SpecificRecord> get() {
        return new Decider(rules, identities, keys, avro, meters, traces, clock, memory, audience);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        Set<StoreBuilder<?>> stores = new LinkedHashSet<>(CaseMessages.stores());
        stores.addAll(Collections.stores());
        stores.add(Orders.store(Nodes.DECIDING_ORDERS));
        stores.add(Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(Nodes.MEMORY), Serdes.Bytes(),
                RememberedSerde.serde()).withCachingDisabled());
        return stores;
    }
}
