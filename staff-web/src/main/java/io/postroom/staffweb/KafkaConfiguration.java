package io.postroom.staffweb;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.staffweb.config.StaffSettings;
import io.postroom.staffweb.gate.OwnSchemas;
import io.postroom.staffweb.gate.OwnTopics;
import io.postroom.staffweb.gate.StartGate;
import io.postroom.staffweb.outbox.KafkaPublishing;
import io.postroom.staffweb.outbox.Outbox;
import io.postroom.staffweb.outbox.OutboxRunner;
import io.postroom.staffweb.readmodel.Projection;
import io.postroom.staffweb.readmodel.ReadModelListener;
import io.postroom.staffweb.watch.Waiting;
import io.postroom.staffweb.watch.WatchRunner;
import io.postroom.staffweb.watch.Workings;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/** What is read from Kafka, and what is written to it. */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {
    private static final int REGISTRY_CACHE = 1_000;
    private static final long PAUSE_MILLIS = 1_000;
    private static final Duration GATE_PAUSE = Duration.ofSeconds(2);
    /** The client's own, four times 60 seconds, would keep a page silent for as long. */
    private static final Map<String, String> REGISTRY_TIMEOUTS = Map.of(
            SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, "5000",
            SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, "5000", SchemaRegistryClientConfig.MAX_RETRIES_CONFIG,
            "0");

    @Bean(destroyMethod = "close")
    SchemaRegistryClient schemaRegistryClient(StaffSettings settings) {
        Map<String, String> properties = new HashMap<>(REGISTRY_TIMEOUTS);
        properties.putAll(settings.registryProperties());
        return SchemaRegistryClientFactory.newClient(List.of(settings.registryUrl()), REGISTRY_CACHE,
                List.of(new AvroSchemaProvider()), properties, Map.of());
    }

    @Bean
    KafkaAvroSerializer avroSerializer(SchemaRegistryClient registry, StaffSettings settings) {
        return new ParsedOnceSerializer(registry,
                Map.of("schema.registry.url", settings.registryUrl(), "auto.register.schemas",
                        settings.registerSchemas(), "use.latest.version", false, "avro.remove.java.properties", true));
    }

    @Bean(destroyMethod = "close")
    Producer<String, byte[]> producer(StaffSettings settings) {
        Map<String, Object> properties = connection(settings);
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    @Bean
    OutboxRunner outboxRunner(Outbox outbox, Producer<String, byte[]> producer, StaffSettings settings) {
        return new OutboxRunner(outbox, new KafkaPublishing(producer, settings.topics().send()));
    }

    @Bean
    ConcurrentMessageListenerContainer<String, byte[]> readModelContainer(StaffSettings settings,
            SchemaRegistryClient registry, Projection projection, MeterRegistry meters, Clock clock) {
        Map<String, Object> properties = connection(settings);
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", false);
        properties.put("max.poll.records", 2_000);
        // What many tell is taken in by the hundred, each a fraction of a second later.
        properties.put("fetch.min.bytes", 100_000);
        properties.put("fetch.max.wait.ms", 200);
        ContainerProperties container = new ContainerProperties(settings.topics().status(),
                settings.topics().decision(), settings.topics().control(), settings.topics().suppression());
        container.setGroupId(settings.consumerGroup());
        container.setMissingTopicsFatal(false);
        container.setMessageListener(new ReadModelListener(new KafkaAvroDeserializer(registry,
                Map.of("schema.registry.url", settings.registryUrl(), "specific.avro.reader", true)), projection,
                settings.topics().suppression(), meters, clock));
        var readModel = new ConcurrentMessageListenerContainer<>(new DefaultKafkaConsumerFactory<>(properties,
                new StringDeserializer(), new ByteArrayDeserializer()), container);
        readModel.setBeanName("read-model");
        readModel.setAutoStartup(false);
        // While the database or the registry is away nothing is passed over.
        readModel.setCommonErrorHandler(
                new DefaultErrorHandler(new FixedBackOff(PAUSE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS)));
        return readModel;
    }

    @Bean
    StartGate startGate(StaffSettings settings, SchemaRegistryClient registry, OutboxRunner outbox,
            ConcurrentMessageListenerContainer<String, byte[]> readModel,
            @Qualifier("batchRunner") SmartLifecycle spreadsheets, MeterRegistry meters) {
        return new StartGate(
                List.of(new OwnTopics(connection(settings), settings.topics()),
                        new OwnSchemas(registry, settings.topics(), settings.registerSchemas())),
                List.of(outbox, spreadsheets, readModel), GATE_PAUSE, meters);
    }

    /** Of these a container alone ends by an error; the others catch every one. */
    @Bean
    Workings staffWorkingsHealthIndicator(StartGate gate, OutboxRunner outbox,
            ConcurrentMessageListenerContainer<String, byte[]> readModel,
            @Qualifier("batchRunner") SmartLifecycle spreadsheets) {
        return new Workings(gate::hasBegun, Map.of("outbox", outbox::isRunning, "spreadsheets",
                spreadsheets::isRunning, "readModel", readModel::isChildRunning));
    }

    @Bean
    WatchRunner watchRunner(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
        return new WatchRunner(new Waiting(jdbc, clock, meters));
    }

    private static Map<String, Object> connection(StaffSettings settings) {
        Map<String, Object> connection = new HashMap<>();
        // Several services may share a JVM, whose JMX names they would fight over.
        connection.put("metric.reporters", "");
        connection.put("enable.metrics.push", "false");
        connection.putAll(settings.kafkaProperties());
        connection.put("bootstrap.servers", settings.bootstrapServers());
        return connection;
    }
}
