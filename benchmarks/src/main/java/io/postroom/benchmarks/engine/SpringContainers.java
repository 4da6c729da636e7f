package io.postroom.benchmarks.engine;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/**
 * Listener containers: a consumer for each partition, each of which polls its share of what may be in flight. Both kinds
 * of listener wait for a whole poll before the next: this is how as much as is allowed gets into flight, and how one
 * slow message holds up as few others as it can.
 */
final class SpringContainers {
    private static final int CONSUMERS = Run.PARTITIONS;
    /** How soon a container notices that it can go on: 100 ms unless told otherwise. */
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final long DRAIN_MILLIS = 45_000;

    private SpringContainers() {}

    static ConcurrentMessageListenerContainer<byte[], byte[]> container(Participant.Task task) {
        Map<String, Object> settings = ConsumerSettings.classicGroup(task);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, task.inFlight() / CONSUMERS);
        ContainerProperties properties = new ContainerProperties(task.topic());
        properties.setAckMode(ContainerProperties.AckMode.MANUAL);
        properties.setPollTimeoutWhilePaused(LOOK);
        properties.setShutdownTimeout(DRAIN_MILLIS);
        ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(settings), properties);
        container.setConcurrency(CONSUMERS);
        container.setBeanName(task.group());
        return container;
    }
}
