package io.postroom.benchmarks.engine;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/**
 * Listener containers: four consumers, each of which polls a quarter of what may be in flight. Both kinds of listener
 * wait for a whole poll before the next, so this is how as much as is allowed gets into flight.
 */
final class SpringContainers {
    private static final int CONSUMERS = 4;
    private static final long DRAIN_MILLIS = 45_000;

    private SpringContainers() {}

    static ConcurrentMessageListenerContainer<byte[], byte[]> container(Participant.Task task) {
        Map<String, Object> settings = ConsumerSettings.classicGroup(task);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, task.inFlight() / CONSUMERS);
        ContainerProperties properties = new ContainerProperties(task.topic());
        properties.setAckMode(ContainerProperties.AckMode.MANUAL);
        properties.setShutdownTimeout(DRAIN_MILLIS);
        ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(settings), properties);
        container.setConcurrency(CONSUMERS);
        container.setBeanName(task.group());
        return container;
    }
}
