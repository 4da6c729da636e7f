package io.postroom.ingestservice.lifecycle;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.postroom.ingestservice.config.IngestSettings;
import io.postroom.ingestservice.decide.DeciderSupplier;
import io.postroom.ingestservice.door.DoorSupplier;
import io.postroom.ingestservice.hold.HoldFlow;
import io.postroom.ingestservice.limits.LimitFlow;
import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.receipts.ReceiptFlow;
import io.postroom.ingestservice.sources.ListeningSince;
import io.postroom.ingestservice.sources.SourceTopics;
import io.postroom.ingestservice.topology.IngestTopology;
import io.postroom.ingestservice.topology.StreamsProperties;
import io.postroom.ingestservice.waiting.Patience;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.wire.AvroSerializer;
import io.postroom.ingestservice.wire.MappedSchemas;
import io.postroom.ingestservice.wire.OutgoingSchemas;
import io.postroom.ingestservice.wire.ParsedSchemas;
import io.postroom.ingestservice.wire.RegistrySchemas;
import io.postroom.rules.RuleBook;
import io.postroom.rules.identity.KeyHasher;
import io.postroom.telemetry.Traces;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.Topology;

/**
 * Puts the topology together from settings and rules.
 *
 * @param registry the registry's client, shared by everything that asks it
 * @param schemas what is asked for ids, the same objects in everything that asks
 */
public record IngestParts(IngestSettings settings, RuleBook rules, SchemaRegistryClient registry, ParsedSchemas schemas,
        Patience patience, IngestMeters meters, Traces traces, Clock clock) {
    private static final int CACHED_SCHEMAS = 10_000;
    /**
     * A registry that takes a request and does not answer it must not keep ingest silent for the client's own four times 60
     * seconds; trying again is what {@link Patience} does, and says.
     */
    private static final Map<String, String> REGISTRY_TIMEOUTS = Map.of(
            SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, "5000",
            SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, "5000", SchemaRegistryClientConfig.MAX_RETRIES_CONFIG,
            "0");

    /** The parts of one ingest. */
    public IngestParts(IngestSettings settings, RuleBook rules, SchemaRegistryClient registry, Patience patience,
            IngestMeters meters, Traces traces, Clock clock) {
        this(settings, rules, registry, new ParsedSchemas(), patience, meters, traces, clock);
    }

    /** Parts that trace nothing. */
    public IngestParts(IngestSettings settings, RuleBook rules, SchemaRegistryClient registry, Patience patience,
            IngestMeters meters, Clock clock) {
        this(settings, rules, registry, patience, meters, Traces.off(), clock);
    }

    /**
     * A client of the configured registry, which waits five seconds for an answer unless its properties say otherwise;
     * {@code mock://} gives one in memory.
     */
    public static SchemaRegistryClient registryClient(IngestSettings settings) {
        Map<String, String> properties = new HashMap<>(REGISTRY_TIMEOUTS);
        properties.putAll(settings.registryProperties());
        return SchemaRegistryClientFactory.newClient(Arrays.asList(settings.registryUrl().split(",")), CACHED_SCHEMAS,
                List.of(new AvroSchemaProvider()), properties, Map.of());
    }

    /** The sources of the rule sets. */
    public SourceTopics sources() {
        return new SourceTopics(rules.sources(), settings.topics(), settings.applicationId());
    }

    /** The topology. */
    public Topology topology(SourceTopics sources, ListeningSince listening, UnaryOperator<String> deadLetterTopic) {
        AvroDecoder avro = new AvroDecoder(new RegistrySchemas(registry, patience));
        KeyHasher keys = new KeyHasher(settings.keySecret());
        DoorSupplier door = new DoorSupplier(avro, rules, keys, settings.topics().send(), listening, deadLetterTopic,
                meters, clock, settings.maxEventBytes());
        DeciderSupplier deciders = new DeciderSupplier(rules, keys, avro, meters, traces, clock,
                settings.memory(), settings.audience());
        ReceiptFlow receipts = new ReceiptFlow(avro, settings.topics(), rules.statusTopicServices(),
                settings.partitions(), settings.receiptMemory(), meters, traces, clock);
        return new IngestTopology(sources.subscription(), door, deciders,
                new HoldFlow(avro, settings.topics(), settings.partitions(), settings.memory(), settings.heartbeat(),
                        settings.audience(),
                        meters, traces, clock),
                new LimitFlow(settings.partitions(), rules::longestSameContent, meters, traces, clock),
                receipts, new AvroSerializer(registry, schemas, settings.registerSchemas(), patience),
                settings.topics(),
                settings.partitions(), clock).build(StreamsProperties.of(settings));
    }

    /** Waits until the registry knows everything that ingest writes. */
    public void awaitSchemas() {
        new OutgoingSchemas(registry, schemas, settings.registerSchemas(), patience)
                .await(WrittenSchemas.of(settings.topics(), rules));
    }

    /** Waits until every mapping fits a schema of its topic. */
    public void awaitMappings() {
        MappedSchemas mapped = new MappedSchemas(registry, rules.sources());
        patience.until("mappings that fit their schemas", () -> {
            mapped.check();
            return true;
        });
    }
}
