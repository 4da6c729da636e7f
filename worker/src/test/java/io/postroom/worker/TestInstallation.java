package io.postroom.worker;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.postroom.schemas.Names;
import io.postroom.schemas.TopicTerms;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.SmsRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real broker with a channel's topics, a registry in memory, and plain clients. For tests of every worker. */
public final class TestInstallation implements AutoCloseable {
    public static final Names.Topics NAMES = Names.Topics.DEFAULT;
    static final String LANE = NAMES.request(Channel.SMS, Priority.NORMAL);

    private final Channel channel;
    private final String registry = "mock://" + UUID.randomUUID();
    private final EmbeddedKafkaKraftBroker broker;
    private final KafkaProducer<byte[], byte[]> producer;

    TestInstallation() {
        this(Channel.SMS);
    }

    /** Starts a broker. */
    public TestInstallation(Channel channel) {
        this.channel = channel;
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperty("transaction.state.log.replication.factor", "1");
        broker.brokerProperty("transaction.state.log.min.isr", "1");
        broker.brokerProperty("offsets.topic.num.partitions", "4");
        broker.brokerProperty("transaction.state.log.num.partitions", "4");
        broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
        broker.brokerProperty("auto.create.topics.enable", "false");
        broker.brokerProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        broker.brokerProperty("allow.everyone.if.no.acl.found", "true");
        broker.afterPropertiesSet();
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrap()), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Where the broker is. */
    public String bootstrap() {
        return broker.getBrokersAsString();
    }

    /** The registry's URL. */
    public String registry() {
        return registry;
    }

    /** Creates every topic that a worker of the channel needs, except those named. */
    public TestInstallation withTopicsExcept(String... absent) {
        List<String> names = new ArrayList<>(List.of(NAMES.status(), NAMES.control(), NAMES.receipt(channel)));
        for (Priority lane : List.of(Priority.NORMAL, Priority.BULK)) {
            names.add(NAMES.request(channel, lane));
            names.add(NAMES.deadLetter(NAMES.request(channel, lane)));
        }
        for (Names.Delay delay : Names.Delay.values()) {
            names.add(NAMES.delay(channel, delay));
        }
        names.removeAll(List.of(absent));
        names.forEach(this::createTopic);
        return this;
    }

    void createTopic(String name) {
        createTopic(name, new TopicTerms(NAMES).of(name));
    }

    void createTopic(String name, Map<String, String> configs) {
        ask(admin -> admin.createTopics(List.of(new NewTopic(name, 2, (short) 1).configs(configs))).all());
    }

    /** Configures a topic as it has to be. */
    void mendTopic(String name) {
        List<AlterConfigOp> changes = new TopicTerms(NAMES).of(name).entrySet().stream()
                .map(one -> new AlterConfigOp(new ConfigEntry(one.getKey(), one.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        ask(admin -> admin.incrementalAlterConfigs(
                Map.of(new ConfigResource(ConfigResource.Type.TOPIC, name), changes)).all());
    }

    /** Gives a right to a topic; one that any right was given to refuses every other to everybody. */
    void grant(String topic, String user, AclOperation right) {
        ask(admin -> admin
                .createAcls(List.of(new AclBinding(new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                        new AccessControlEntry("User:" + user, "*", right, AclPermissionType.ALLOW))))
                .all());
    }

    /** Whether the broker refuses these clients a look at how a topic is configured. */
    boolean mayNotLookAt(String topic) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic))).all().get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof TopicAuthorizationException;
        }
    }

    private void ask(Function<Admin, KafkaFuture<Void>> question) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            question.apply(admin).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void send(SmsRequest request) {
        send(request.getIdentity().getCaseKey(), request);
    }

    /** Puts a request into the normal lane. */
    public void send(String key, SpecificRecord request) {
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
            serializer.configure(Map.of("schema.registry.url", registry, "auto.register.schemas", true), false);
            send(key, serializer.serialize(NAMES.request(channel, Priority.NORMAL), request));
        }
    }

    /** Gives a command. */
    void command(ControlCommand command) {
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
            serializer.configure(Map.of("schema.registry.url", registry, "auto.register.schemas", true), false);
            command(serializer.serialize(NAMES.control(), command));
        }
    }

    void command(byte[] value) {
        try {
            producer.send(new ProducerRecord<>(NAMES.control(), value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void send(String key, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(NAMES.request(channel, Priority.NORMAL),
                key.getBytes(StandardCharsets.UTF_8),
                value);
        record.headers().add(Names.Headers.TRACEPARENT,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that a topic holds now, as bytes. */
    public List<ConsumerRecord<String, byte[]>> raw(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrap()),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> all.add(new ConsumerRecord<>(record.topic(), record.partition(),
                                record.offset(), record.timestamp(), record.timestampType(), 0, 0,
                                new String(record.key(), StandardCharsets.UTF_8), record.value(), record.headers(),
                                record.leaderEpoch())));
            }
            return all;
        }
    }

    /** Everything that a topic holds now, read. */
    public <T> List<T> values(String topic, Class<T> type) {
        try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            deserializer.configure(Map.of("schema.registry.url", registry, "specific.avro.reader", true), false);
            return raw(topic).stream().map(record -> type.cast(deserializer.deserialize(topic, record.value())))
                    .toList();
        }
    }

    @Override
    public void close() {
        producer.close();
        broker.destroy();
    }
}
