package io.postroom.benchmarks.engine;

import java.util.Objects;
import org.springframework.kafka.listener.AcknowledgingMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * A record listener that hands each record to a virtual thread, which acknowledges it when it is done, in any order
 * ({@code asyncAcks}): what {@code @KafkaListener} methods that return a future do.
 */
final class SpringAsyncParticipant implements Participant {
    private final ConcurrentMessageListenerContainer<byte[], byte[]> container;

    SpringAsyncParticipant(Task task) {
        container = SpringContainers.container(task);
        container.getContainerProperties().setAsyncAcks(true);
        container.getContainerProperties().setMessageListener(
                (AcknowledgingMessageListener<byte[], byte[]>) (record, acknowledgment) -> Thread
                        .startVirtualThread(() -> {
                            try {
                                task.provider().accept(record.value());
                                Objects.requireNonNull(acknowledgment).acknowledge();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        }));
    }

    @Override
    public void start() {
        container.start();
    }

    @Override
    public void stop() {
        container.stop();
    }
}
