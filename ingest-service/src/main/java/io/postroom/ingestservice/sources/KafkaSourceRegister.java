package io.postroom.ingestservice.sources;

import io.postroom.ingestservice.broker.Broker;
import io.postroom.ingestservice.waiting.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the register in a compacted topic of one partition beside the group's other internal topics, since committed
 * offsets, the obvious place, are what may get lost.
 */
public final class KafkaSourceRegister implements SourceRegister {
    private static final Logger log = LoggerFactory.getLogger(KafkaSourceRegister.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int API_TIMEOUT_MS = 10_000;
    private static final int REQUEST_TIMEOUT_MS = 5_000;
    private static final int FETCH_WAIT_MS = 10;

    private final String topic;
    private final int replicas;
    private final Broker broker;
    private final Map<String, Object> clientProperties;

    /**
     * The register of one consumer group.
     *
     * @param replicas copies of the topic, should it have to be created; -1 leaves it to the broker
     * @param clientProperties how to reach the cluster
     */
    public KafkaSourceRegister(String applicationId, int replicas, Broker broker,
            Map<String, Object> clientProperties) {
        this.topic = applicationId + "-listening-since";
        this.replicas = replicas;
        this.broker = broker;
        this.clientProperties = Map.copyOf(clientProperties);
    }

    @Override
    public Map<String, Instant> read() throws UnavailableException {
        if (!broker.topics().contains(topic)) {
            broker.create(new NewTopic(topic, 1, (short) replicas)
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
            return Map.of();
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Consumer<String, String> consumer = new KafkaConsumer<>(consumerProperties(), new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
            Map<String, Instant> since = new HashMap<>();
            // Polling does not fail while the broker is away; the wait has to be said by who asked.
            long patience = System.nanoTime() + Duration.ofMillis(API_TIMEOUT_MS).toNanos();
            while (consumer.position(partition) < end) {
                if (System.nanoTime() - patience > 0) {
                    throw new TimeoutException("Its entries did not come.");
                }
                for (ConsumerRecord<String, String> entry : consumer.poll(POLL)) {
                    put(since, entry);
                }
            }
            return since;
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void add(Map<String, Instant> since) throws UnavailableException {
        if (since.isEmpty()) {
            return;
        }
        try (Producer<String, String> producer = new KafkaProducer<>(producerProperties(), new StringSerializer(),
                new StringSerializer())) {
            List<Future<RecordMetadata>> written = new ArrayList<>();
            since.forEach((source, instant) -> written
                    .add(producer.send(new ProducerRecord<>(topic, source, instant.toString()))));
            for (Future<RecordMetadata> record : written) {
                record.get();
            }
        } catch (KafkaException e) {
            throw unavailable(e);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The wait for Kafka was interrupted.", e);
        }
    }

    private static void put(Map<String, Instant> since, ConsumerRecord<String, String> entry) {
        try {
            since.put(entry.key(), Instant.parse(entry.value()));
        } catch (DateTimeParseException e) {
            log.atWarn().addKeyValue("offset", entry.offset())
                    .log("An entry of the register of sources cannot be read and is left out");
        }
    }

    private Map<String, Object> consumerProperties() {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        // Its close waits for the fetch that it sent beyond the end.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        return properties;
    }

    private Map<String, Object> producerProperties() {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, API_TIMEOUT_MS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
        return properties;
    }

    private static UnavailableException unavailable(KafkaException e) {
        return new UnavailableException("The register of sources could not be reached (" + e.getClass().getSimpleName()
                + "). Check the brokers and the rights of this user.", e);
    }
}
