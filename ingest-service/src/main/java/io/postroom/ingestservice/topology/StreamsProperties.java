package io.postroom.ingestservice.topology;

import io.postroom.ingestservice.config.IngestSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/** How Kafka Streams and its clients are set up, and why. */
public final class StreamsProperties {
    /** What was decided and written with it must never be given up for a broker that is away for an hour. */
    private static final int TASK_TIMEOUT_MS = 3_600_000;
    /** How long the door may wait for the registry before the others take its partitions over, to wait in its place. */
    private static final int MAX_POLL_INTERVAL_MS = 900_000;
    private static final int ANSWER_TIMEOUT_MS = 5_000;
    /**
     * A broker holds a fetch for half a second if there is nothing to give, and a consumer has one at a time: at a start the changelogs
     * that came later would wait for that, round after round, before they are found to be restored.
     */
    private static final int RESTORE_FETCH_WAIT_MS = 50;
    private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

    private StreamsProperties() {}

    /** The properties of clients that are not part of the topology. */
    public static Map<String, Object> clients(IngestSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.kafkaProperties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        // Several services share one JVM in local, where JMX names would clash; Micrometer reads the meters anyway.
        properties.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        return properties;
    }

    /** The properties of a client whose caller waits for each answer, and has to say so when none comes. */
    public static Map<String, Object> askingClient(IngestSettings settings) {
        Map<String, Object> properties = new HashMap<>(
                Map.of(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_TIMEOUT_MS,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2 * ANSWER_TIMEOUT_MS));
        properties.putAll(clients(settings));
        return properties;
    }

    /** The properties with which the topology runs. */
    public static Properties of(IngestSettings settings, StoreMemory memory) {
        Properties properties = of(settings);
        properties.put(StoreMemory.PROPERTY, memory);
        return properties;
    }

    /** The properties with which the topology is built. */
    public static Properties of(IngestSettings settings) {
        Properties properties = new Properties();
        properties.putAll(clients(settings));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.replicas());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
        // Waiting longer for input than between commits would delay the commit of what was just decided.
        properties.put(StreamsConfig.POLL_MS_CONFIG, settings.commitInterval().toMillis() / 2);
        properties.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, TASK_TIMEOUT_MS);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        // Everything foreign is read as bytes, so that what fails here is Postroom's own and must not be passed over.
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailProcessingExceptionHandler.class);
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, NeverPassOver.class);
        consumer(properties, settings);
        producer(properties);
        return properties;
    }

    private static void consumer(Properties properties, IngestSettings settings) {
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
                MAX_POLL_INTERVAL_MS);
        // Partitions without a position that StartPositions did not see are new: all of them is to be read.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // How soon a topic that appears late, or a partition that was added, is noticed.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG),
                settings.topicCheckInterval().toMillis());
        properties.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
                RESTORE_FETCH_WAIT_MS);
    }

    private static void producer(Properties properties) {
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // An event near the limit grows a little on its way through the repartition.
        properties.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), MAX_REQUEST_BYTES);
    }
}
