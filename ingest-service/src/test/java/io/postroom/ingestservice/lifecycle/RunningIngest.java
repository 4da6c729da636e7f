package io.postroom.ingestservice.lifecycle;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postroom.ingestservice.Settings;
import io.postroom.ingestservice.config.IngestProperties;
import io.postroom.ingestservice.config.IngestSettings;
import io.postroom.ingestservice.config.SettingsChecker;
import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.topics.TopicPlan;
import io.postroom.ingestservice.topics.TopicPlans;
import io.postroom.ingestservice.waiting.Patience;
import io.postroom.ingestservice.waiting.StoppablePause;
import io.postroom.ingestservice.waiting.Waits;
import io.postroom.rules.RuleBook;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.SmsRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Ingest on a real broker, with topics and a consumer group of its own, and a registry in memory. */
final class RunningIngest implements AutoCloseable {
    private static final int PARTITIONS = 2;

    final Admin admin;
    final Names.Topics topics;
    private final String bootstrapServers;
    private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final Path folder;
    private final String registryUrl = "mock://" + name;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> requests;
    private final List<String> seen = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private @Nullable IngestRuntime runtime;

    RunningIngest(String bootstrapServers, Path folder) {
        this(bootstrapServers, folder, Settings.rules().resolve("parking"));
    }

    /** With the rules of another service. */
    RunningIngest(String bootstrapServers, Path folder, Path service) {
        this.bootstrapServers = bootstrapServers;
        this.folder = folder;
        this.topics = new Names.Topics(name + ".");
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        copyRules(service);
        TopicPlans plans = new TopicPlans(topics, PARTITIONS);
        List<TopicPlan> planned = new ArrayList<>(plans.fixed());
        planned.addAll(plans.serviceStatuses(List.of("parking")));
        await(admin.createTopics(planned.stream().map(plan -> plan.newTopic(1)).toList()).all());
        this.producer = new KafkaProducer<>(
                // Not idempotent: for a topic that has just appeared it may begin its sequence anew, and is then refused for
                // two minutes. What is written twice is one event all the same.
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, "metadata.max.age.ms", 300,
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false),
                new ByteArraySerializer(), new ByteArraySerializer());
        this.requests = consumer();
        String lane = topics.request(io.postroom.schemas.v1.Channel.SMS, io.postroom.schemas.v1.Priority.NORMAL);
        List<TopicPartition> lanes = partitions(lane);
        requests.assign(lanes);
        requests.seekToBeginning(lanes);
    }

    /** The source that the rules of parking name, for this test alone. */
    String source() {
        return name + "-fines";
    }

    String registryUrl() {
        return registryUrl;
    }

    /** Another one, that they name too. */
    String otherSource() {
        return name + "-more-fines";
    }

    void create(String topic, int partitions) {
        await(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all());
    }

    /** Changes how a topic is configured. */
    void configure(String topic, Map<String, String> configs) {
        List<AlterConfigOp> changes = configs.entrySet().stream().map(
                one -> new AlterConfigOp(new ConfigEntry(one.getKey(), one.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        await(admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
                .all());
    }

    void grow(String topic, int partitions) {
        await(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
    }

    IngestRuntime start() {
        return start("state");
    }

    IngestRuntime start(String state) {
        IngestRuntime started = started(state, folder.resolve("rules"));
        runtime = started;
        return started;
    }

    /** A further instance beside the one that runs, with rules of its own; whoever starts it stops it. */
    IngestRuntime startBeside(String state, Path rules) {
        return started(state, rules);
    }

    /** The rules, with every template that says one thing saying another. */
    Path rulesThatSay(String before, String after) throws IOException {
        Path changed = folder.resolve("changed-rules");
        try (Stream<Path> all = Files.walk(folder.resolve("rules"))) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                Path target = changed.resolve(folder.resolve("rules").relativize(path).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(path).replace(before, after));
            }
        }
        return changed;
    }

    private IngestRuntime started(String state, Path rules) {
        IngestSettings settings = SettingsChecker
                .check(new IngestProperties(new IngestProperties.Kafka(bootstrapServers, Map.of()),
                        new IngestProperties.SchemaRegistry(registryUrl, Map.of(), true),
                        new IngestProperties.Topics(topics.prefix(), PARTITIONS, 1),
                        new IngestProperties.Keys(Settings.SECRET, null),
                        new IngestProperties.Rules(rules),
                        new IngestProperties.Ingest(null, folder.resolve(state), 1, null, null, null, null,
                                Duration.ofMillis(300), null, null, null),
                        null));
        Waits waits = new Waits();
        StoppablePause pause = new StoppablePause();
        Clock clock = Clock.systemUTC();
        IngestRuntime started = new IngestRuntime(new IngestParts(settings, RuleBook.load(settings.rulesDirectory()),
                IngestParts.registryClient(settings), new Patience(waits, pause, clock),
                new IngestMeters(new SimpleMeterRegistry()), clock), waits, pause, streams -> {});
        started.start();
        return started;
    }

    /** What the application is started with. */
    String[] arguments() {
        return new String[]{"--postroom.kafka.bootstrap-servers=" + bootstrapServers,
                "--postroom.schema-registry.url=" + registryUrl, "--postroom.schema-registry.auto-register=true",
                "--postroom.topics.prefix=" + topics.prefix(), "--postroom.topics.partitions=" + PARTITIONS,
                "--postroom.topics.replicas=1", "--postroom.keys.secret=" + Settings.SECRET,
                "--postroom.rules.directory=" + folder.resolve("rules"),
                "--postroom.ingest.state-directory=" + folder.resolve("application"),
                "--postroom.ingest.topic-check-interval=300ms", "--server.port=0", "--server.address=127.0.0.1",
                "--logging.level.root=ERROR"};
    }

    void stop() {
        if (runtime != null) {
            runtime.stop();
        }
    }

    String group() {
        return topics.prefix() + "postroom-ingest";
    }

    void publish(String topic, int partition, Instant recordTime, CaseEvent event) {
        byte[] value = new KafkaAvroSerializer(IngestParts.registryClient(registry()),
                Map.of("auto.register.schemas", true, "schema.registry.url", registryUrl)).serialize(topic, event);
        sent.add(producer.send(new ProducerRecord<>(topic, partition, recordTime.toEpochMilli(), null, value)));
    }

    /** Publishes many at once, which takes no note of each. */
    void publishAll(String topic, Stream<CaseEvent> events) {
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer(IngestParts.registryClient(registry()),
                Map.of("auto.register.schemas", true, "schema.registry.url", registryUrl))) {
            events.forEach(event -> producer.send(new ProducerRecord<>(topic, serializer.serialize(topic, event))));
        }
        producer.flush();
    }

    /** Gives a command about more than single notifications. */
    void command(ControlCommand command) {
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer(IngestParts.registryClient(registry()),
                Map.of("auto.register.schemas", true, "schema.registry.url", registryUrl))) {
            producer.send(new ProducerRecord<>(topics.control(), serializer.serialize(topics.control(), command)));
        }
        producer.flush();
    }

    /** The requests that can be read by now and were not read before. */
    List<ConsumerRecord<byte[], byte[]>> poll() {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        requests.poll(Duration.ofMillis(100)).forEach(all::add);
        return all;
    }

    /** Reads Avro values of this ingest's topics. */
    KafkaAvroDeserializer deserializer() {
        return new KafkaAvroDeserializer(IngestParts.registryClient(registry()),
                Map.of("specific.avro.reader", true, "schema.registry.url", registryUrl));
    }

    /** All that can be read of a topic of this ingest by now. */
    List<SpecificRecord> all(String topic) {
        List<TopicPartition> partitions = partitions(topic);
        List<SpecificRecord> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(); KafkaAvroDeserializer deserializer = deserializer()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(100)).forEach(
                        record -> all.add((SpecificRecord) deserializer.deserialize("any", record.value())));
            }
        }
        return all;
    }

    /** Whether so many wait, and ingest has taken note of all of them. */
    boolean holds(int count) {
        List<TopicPartition> partitions = partitions(topics.held());
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            // Ends of transactions have offsets too.
            if (ends.values().stream().mapToLong(Long::longValue).sum() <= count) {
                return false;
            }
            Map<TopicPartition, Long> read = new HashMap<>();
            await(admin.listConsumerGroupOffsets(group()).partitionsToOffsetAndMetadata())
                    .forEach((partition, committed) -> read.put(partition, committed.offset()));
            return read.entrySet().containsAll(ends.entrySet()) && all(topics.held()).size() == count;
        }
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS).mapToObj(number -> new TopicPartition(topic, number)).toList();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed", ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Waits until all that was published is on the broker. */
    void flush() {
        producer.flush();
        try {
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        sent.clear();
    }

    private IngestSettings registry() {
        return Settings.of(bootstrapServers, registryUrl, Settings.rules(), folder, PARTITIONS);
    }

    /** Event ids of all requests so far, in the order in which they were read. */
    List<String> requested() {
        for (ConsumerRecord<byte[], byte[]> record : requests.poll(Duration.ofMillis(100))) {
            SmsRequest request = request(record.value());
            seen.add(request.getIdentity().getEventId());
            texts.add(request.getText());
        }
        return List.copyOf(seen);
    }

    /** What they say. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    private SmsRequest request(byte[] value) {
        try (KafkaAvroDeserializer deserializer = deserializer()) {
            return (SmsRequest) deserializer.deserialize("any", value);
        }
    }

    @Override
    public void close() {
        stop();
        producer.close(Duration.ZERO);
        requests.close();
        admin.close();
    }

    private void copyRules(Path service) {
        try (Stream<Path> all = Files.walk(service)) {
            for (Path path : all.toList()) {
                Path target = folder.resolve("rules").resolve(service.getParent().relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.writeString(target, Files.readString(path).replace("sources: [case-events]",
                            "sources: [" + source() + ", " + otherSource() + "]"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T await(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

}
