package io.postroom.benchmarks.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** A batch listener that handles the records of a batch at the same time, on virtual threads, and acknowledges the batch. */
final class SpringBatchParticipant implements Participant {
    private final ConcurrentMessageListenerContainer<byte[], byte[]> container;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Task task;

    SpringBatchParticipant(Task task) {
        this.task = task;
        container = SpringContainers.container(task);
        container.getContainerProperties().setMessageListener(
                (BatchAcknowledgingMessageListener<byte[], byte[]>) (records, acknowledgment) -> {
                    handle(records);
                    Objects.requireNonNull(acknowledgment).acknowledge();
                });
    }

    private void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Future<?>> all = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            all.add(threads.submit(() -> {
                task.provider().accept(record.value());
                return null;
            }));
        }
        try {
            for (Future<?> each : all) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a batch was with the provider.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The provider did not take a message.", e);
        }
    }

    @Override
    public void start() {
        container.start();
    }

    @Override
    public void stop() {
        container.stop();
        threads.close();
    }
}
