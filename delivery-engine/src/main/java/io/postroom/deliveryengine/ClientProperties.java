package io.postroom.deliveryengine;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The properties of every Kafka client. What the engine's promises rest on cannot be overridden. */
final class ClientProperties {
    private final EngineConfig config;

    ClientProperties(EngineConfig config) {
        this.config = config;
    }

    Map<String, Object> laneConsumer(Lane lane) {
        return consumer(lane.name().toLowerCase(Locale.ROOT));
    }

    Map<String, Object> delayConsumer() {
        return consumer("delay");
    }

    private Map<String, Object> consumer(String role) {
        Map<String, Object> properties = new HashMap<>();
        // A topic that appears, or grows, is noticed within seconds instead of minutes.
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        properties.putAll(config.kafka());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, config.clientId() + "-" + role);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.groupId() + "-" + role);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.limits().maxPollRecords());
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 300_000);
        switch (config.groupProtocol()) {
            case CONSUMER -> properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
            case CLASSIC -> {
                properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
                properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
                properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName());
            }
        }
        return properties;
    }

    /** For dead letters and delay topics. */
    Map<String, Object> producer() {
        return producer("out");
    }

    /** A new identity each time: fencing goes by the consumer group's generation, not by the name. */
    Map<String, Object> transactionalProducer(String role) {
        Map<String, Object> properties = producer(role);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                config.groupId() + "-" + role + "-" + UUID.randomUUID());
        // What a killed process leaves open holds up readers this long.
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 12_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return properties;
    }

    private Map<String, Object> producer(String role) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        properties.putAll(config.kafka());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, config.clientId() + "-" + role);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }
}
