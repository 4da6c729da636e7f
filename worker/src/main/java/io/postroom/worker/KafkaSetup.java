package io.postroom.worker;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.postroom.deliveryengine.DelayTier;
import io.postroom.deliveryengine.EngineConfig;
import io.postroom.deliveryengine.EngineLimits;
import io.postroom.deliveryengine.GateConfig;
import io.postroom.deliveryengine.Lane;
import io.postroom.deliveryengine.RetryPolicy;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Priority;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes Kafka and registry clients, and the engine's configuration, from the settings of one worker.
 *
 * @param settings the settings, checked
 * @param channel  the channel
 */
record KafkaSetup(WorkerSettings settings, Channel channel) {
    private static final int REGISTRY_CACHE = 1_000;
    private static final Map<String, String> REGISTRY_TIMEOUTS = Map.of(
            SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, "5000",
            SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, "5000", SchemaRegistryClientConfig.MAX_RETRIES_CONFIG,
            "0");

    Map<String, Object> connection() {
        Map<String, Object> connection = new HashMap<>();
        // Several workers may share a JVM, whose JMX names they would fight over.
        connection.put("metric.reporters", "");
        connection.put("enable.metrics.push", "false");
        connection.put("reconnect.backoff.max.ms", "5000");
        connection.putAll(settings.kafka().properties());
        connection.put("bootstrap.servers", settings.kafka().bootstrapServers());
        return connection;
    }

    /** Every topic that a worker of the channel reads or writes. */
    List<String> topics() {
        Names.Topics names = settings.names();
        List<String> topics = new ArrayList<>(List.of(names.status(), names.control(), names.receipt(channel)));
        for (Priority lane : List.of(Priority.NORMAL, Priority.BULK)) {
            topics.add(names.request(channel, lane));
            topics.add(names.deadLetter(names.request(channel, lane)));
        }
        for (Names.Delay delay : Names.Delay.values()) {
            topics.add(names.delay(channel, delay));
        }
        return topics;
    }

    EngineConfig engine(List<? extends Provider<?>> providers) {
        Names.Topics names = settings.names();
        WorkerSettings.Engine engine = settings.worker();
        Map<Lane, List<String>> lanes = Map.of(Lane.NORMAL, List.of(names.request(channel, Priority.NORMAL)),
                Lane.BULK, List.of(names.request(channel, Priority.BULK)));
        List<DelayTier> tiers = Arrays.stream(Names.Delay.values())
                .map(delay -> new DelayTier(names.delay(channel, delay), delay.duration())).toList();
        List<GateConfig> gates = providers.stream().map(KafkaSetup::gate).toList();
        RetryPolicy usual = RetryPolicy.defaults();
        return EngineConfig
                .of(group(), clientId("engine"), connection(), lanes, tiers, names::deadLetter, gates)
                .withGroupProtocol(engine.groupProtocol())
                .withLimits(EngineLimits.defaults().withConcurrency(engine.concurrency())
                        .withDeadlines(engine.attemptDeadline(), engine.drainTime()))
                .withRetries(new RetryPolicy(engine.maxAttempts(), engine.timeBudget(), engine.firstDelay(),
                        usual.longestParked(), usual.order()));
    }

    private static GateConfig gate(Provider<?> provider) {
        ProviderLimits limits = provider.limits();
        GateConfig usual = GateConfig.of(provider.name(), limits.ratePerSecond(), limits.concurrency());
        return new GateConfig(usual.name(), usual.ratePerSecond(), usual.concurrency(), usual.failureThreshold(),
                limits.probeInterval(), limits.placeAtCall());
    }

    /** Waits five seconds for an answer unless its properties say otherwise; the client's own four times 60 would keep a worker silent. */
    SchemaRegistryClient registry() {
        Map<String, String> properties = new HashMap<>(REGISTRY_TIMEOUTS);
        properties.putAll(settings.schemaRegistry().properties());
        return SchemaRegistryClientFactory.newClient(List.of(settings.schemaRegistry().url().split(",")),
                REGISTRY_CACHE, List.of(new AvroSchemaProvider()),
                properties, Map.of());
    }

    KafkaAvroDeserializer deserializer(SchemaRegistryClient registry) {
        Map<String, Object> config = serdes();
        config.put("specific.avro.reader", true);
        return new KafkaAvroDeserializer(registry, config);
    }

    /** Reads commands: what ingest has committed, without a group. */
    Consumer<byte[], byte[]> controlConsumer() {
        Map<String, Object> config = connection();
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId("control"));
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Partitions that the topic is given are noticed soon.
        config.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Durable or failed: idempotent, acknowledged by all in-sync replicas. */
    Producer<String, SpecificRecord> producer(SchemaRegistryClient registry) {
        Map<String, Object> config = connection();
        config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId("events"));
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, settings.worker().receiptTimeout().toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        return producer(config, registry);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Producer<String, SpecificRecord> producer(Map<String, Object> config, SchemaRegistryClient registry) {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer(registry, serdes());
        return new KafkaProducer(config, new StringSerializer(), serializer);
    }

    private Map<String, Object> serdes() {
        Map<String, Object> config = new HashMap<>(settings.schemaRegistry().properties());
        config.put("schema.registry.url", settings.schemaRegistry().url());
        config.put("auto.register.schemas", settings.schemaRegistry().autoRegister());
        config.put("use.latest.version", false);
        // The registry holds the schemas as published, without the properties of generated Java classes.
        config.put("avro.remove.java.properties", true);
        return config;
    }

    private String group() {
        String configured = settings.worker().groupId();
        return configured != null ? configured : settings.topics().prefix() + "postroom-" + word();
    }

    private String clientId(String use) {
        return "postroom-" + word() + "-" + use;
    }

    private String word() {
        return channel.name().toLowerCase(Locale.ROOT);
    }
}
