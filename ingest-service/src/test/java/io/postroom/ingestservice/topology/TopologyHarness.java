package io.postroom.ingestservice.topology;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postroom.ingestservice.MutableClock;
import io.postroom.ingestservice.Samples;
import io.postroom.ingestservice.Settings;
import io.postroom.ingestservice.config.IngestProperties;
import io.postroom.ingestservice.config.IngestSettings;
import io.postroom.ingestservice.lifecycle.IngestParts;
import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.sources.ListeningSince;
import io.postroom.ingestservice.sources.SourceTopics;
import io.postroom.ingestservice.waiting.Patience;
import io.postroom.ingestservice.waiting.Pause;
import io.postroom.ingestservice.waiting.Waits;
import io.postroom.rules.RuleBook;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.telemetry.Traces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology without a broker: a registry in memory, and a clock that stands still. */
final class TopologyHarness implements AutoCloseable {
    static final Names.Topics TOPICS = Names.Topics.DEFAULT;
    static final Instant LISTENING_SINCE = Samples.NOW.minus(Duration.ofDays(1));

    final MutableClock clock;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SchemaRegistryClient registry;
    private final String registryUrl;
    private final KafkaAvroSerializer serializer;
    private final KafkaAvroDeserializer deserializer;
    private final Topology topology;
    private final StoreMemory memory;
    private final TopologyTestDriver driver;
    private final Path state;
    private final Path rules;

    TopologyHarness() {
        this(Settings.rules(), null);
    }

    /** One with heartbeats. */
    static TopologyHarness beating(Duration every) {
        return new TopologyHarness(Settings.rules(), null, temporary(), new FewPauses(), new MutableClock(Samples.NOW),
                Traces.off(), every, null);
    }

    /** One whose traces can be looked at. */
    TopologyHarness(Traces traces) {
        this(Settings.rules(), null, temporary(), new FewPauses(), new MutableClock(Samples.NOW), traces,
                Duration.ZERO, null);
    }

    /** With other rules on the state of an earlier harness, as after a new version of the rules was rolled out. */
    TopologyHarness(Path rules, String registryUrl) {
        this(rules, registryUrl, temporary(), new FewPauses());
    }

    TopologyHarness(Path rules, String registryUrl, Path state, Pause pause) {
        this(rules, registryUrl, state, pause, new MutableClock(Samples.NOW), null);
    }

    /** Where only some people are written to. */
    static TopologyHarness writingOnlyTo(String... recipients) {
        return new TopologyHarness(Settings.rules(), null, temporary(), new FewPauses(), new MutableClock(Samples.NOW),
                new IngestProperties.Safelist(true, List.of(recipients), null));
    }

    private TopologyHarness(Path rules, String registryUrl, Path state, Pause pause, MutableClock clock,
            IngestProperties.Safelist safelist) {
        this(rules, registryUrl, state, pause, clock, Traces.off(), Duration.ZERO, safelist);
    }

    private TopologyHarness(Path rules, String registryUrl, Path state, Pause pause, MutableClock clock,
            Traces traces, Duration heartbeat, IngestProperties.Safelist safelist) {
        this.rules = rules;
        this.clock = clock;
        this.registryUrl = registryUrl == null ? "mock://" + UUID.randomUUID() : registryUrl;
        this.state = state;
        IngestSettings settings = Settings.of("none:1", this.registryUrl, rules, state, 3, heartbeat, safelist);
        this.registry = IngestParts.registryClient(settings);
        this.serializer = new KafkaAvroSerializer(registry,
                Map.of("auto.register.schemas", true, "schema.registry.url", this.registryUrl));
        this.deserializer = new KafkaAvroDeserializer(registry,
                Map.of("specific.avro.reader", true, "schema.registry.url", this.registryUrl));
        IngestParts parts = new IngestParts(settings, RuleBook.load(rules), registry,
                new Patience(new Waits(), pause, clock), new IngestMeters(meters), traces, clock);
        SourceTopics sources = parts.sources();
        ListeningSince listening = new ListeningSince(Map.of("case-events", LISTENING_SINCE), sources);
        this.topology = parts.topology(sources, listening, TOPICS::deadLetter);
        this.memory = StoreMemory.ofInstance(topology.describe(), settings.partitions());
        this.driver = new TopologyTestDriver(topology, StreamsProperties.of(settings, memory), clock.instant());
    }

    /**
     * Another instance on another machine, which has nothing of this one but what its changelogs hold; this one is closed. What
     * it had written and nobody has read is lost to the test.
     */
    TopologyHarness movedAfter(Duration time) {
        return movedAfter(time, null);
    }

    /** The same, to an instance that writes only to some people. */
    TopologyHarness movedAfter(Duration time, IngestProperties.Safelist safelist) {
        clock.advance(time);
        TopologyHarness next = new TopologyHarness(rules, registryUrl, temporary(), new FewPauses(), clock, safelist);
        for (String store : driver.getAllStateStores().keySet()) {
            if (store.equals(Nodes.SUPPRESSIONS)) {
                // Every instance reads its own copy from the topic itself.
                continue;
            }
            StateStore target = next.driver.getAllStateStores().get(store);
            while (target instanceof WrappedStateStore<?, ?, ?> wrapped) {
                target = wrapped.wrapped();
            }
            KeyValueStore<Bytes, byte[]> restored = bytes(target);
            driver.createOutputTopic("postroom-ingest-" + store + "-changelog", new ByteArrayDeserializer(),
                    new ByteArrayDeserializer()).readRecordsToList()
                    .forEach(change -> restored.put(Bytes.wrap(change.key()), change.value()));
        }
        close();
        return next;
    }

    @SuppressWarnings("unchecked")
    private static KeyValueStore<Bytes, byte[]> bytes(StateStore innermost) {
        return (KeyValueStore<Bytes, byte[]>) innermost;
    }

    Topology topology() {
        return topology;
    }

    SchemaRegistryClient registry() {
        return registry;
    }

    byte[] avro(String topic, Object value) {
        return serializer.serialize(topic, value);
    }

    /** What the topology writes to a topic that it reads goes round, as on a broker. */
    void publish(SpecificRecord event) {
        publish("case-events", avro("case-events", event), new RecordHeaders());
    }

    void publish(String topic, byte[] value, Headers headers) {
        publish(topic, value, headers, clock.instant());
    }

    void publish(String topic, byte[] value, Headers headers, Instant time) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>("their key".getBytes(java.nio.charset.StandardCharsets.UTF_8), value,
                        headers, time));
    }

    void publish(String topic, String key, SpecificRecord value) {
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer()).pipeInput(key,
                avro(topic, value), clock.instant());
    }

    void receive(ReceiptRecord receipt) {
        String topic = TOPICS.receipt(Channel.SMS);
        publish(topic, avro(topic, receipt), new RecordHeaders());
    }

    void status(NotificationStatus status) {
        publish(TOPICS.status(), avro(TOPICS.status(), status), new RecordHeaders());
    }

    void advance(Duration time) {
        clock.advance(time);
        driver.advanceWallClockTime(time);
    }

    long stored(String store) {
        long count = 0;
        try (var all = driver.getKeyValueStore(store).all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    /** Spoils what a store holds. */
    <V> void change(String store, UnaryOperator<V> change) {
        KeyValueStore<Object, V> entries = driver.getKeyValueStore(store);
        List<KeyValue<Object, V>> all = new ArrayList<>();
        try (KeyValueIterator<Object, V> each = entries.all()) {
            each.forEachRemaining(all::add);
        }
        all.forEach(one -> entries.put(one.key, change.apply(one.value)));
    }

    List<SpecificRecord> requests(Channel channel, Priority lane) {
        return values(TOPICS.request(channel, lane));
    }

    List<SpecificRecord> requests() {
        List<SpecificRecord> all = new ArrayList<>();
        for (Channel channel : List.of(Channel.SMS, Channel.EMAIL, Channel.LETTER)) {
            all.addAll(requests(channel, Priority.NORMAL));
            all.addAll(requests(channel, Priority.BULK));
        }
        return all;
    }

    List<Decision> decisions() {
        return values(TOPICS.decision()).stream().map(Decision.class::cast).toList();
    }

    List<NotificationStatus> statuses() {
        return values(TOPICS.status()).stream().map(NotificationStatus.class::cast).toList();
    }

    List<SpecificRecord> values(String topic) {
        return records(topic).stream().map(TestRecord::value).toList();
    }

    List<TestRecord<String, SpecificRecord>> records(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), specific()).readRecordsToList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters(String source) {
        return driver.createOutputTopic(TOPICS.deadLetter(source), new ByteArrayDeserializer(),
                new ByteArrayDeserializer()).readRecordsToList();
    }

    /** What was written meanwhile and is of no interest, changelogs above all: a long test would keep all of it. */
    void forgetOutput() {
        for (String topic : driver.producedTopicNames()) {
            driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList();
        }
    }

    double counted(String meter, String tag, String value) {
        return meters.find(meter).tag(tag, value).counters().stream().mapToDouble(c -> c.count()).sum();
    }

    String registryUrl() {
        return registryUrl;
    }

    @Override
    public void close() {
        driver.close();
        memory.close();
        deserializer.close();
        serializer.close();
        delete(state);
    }

    /** A test waits for nothing for ever. */
    private static final class FewPauses implements Pause {
        private int left = 100;

        @Override
        public boolean pass(Duration time) {
            return left-- > 0;
        }
    }

    private Deserializer<SpecificRecord> specific() {
        return (topic, bytes) -> (SpecificRecord) deserializer.deserialize(topic, bytes);
    }

    /** After every record the driver flushes every store: in memory, where the system has a folder there. */
    static Path temporary() {
        Path inMemory = Path.of("/dev/shm");
        try {
            return Files.isWritable(inMemory)
                    ? Files.createTempDirectory(inMemory, "ingest-state")
                    : Files.createTempDirectory("ingest-state");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            Utils.delete(folder.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
