package io.postroom.benchmarks.engine;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Parallel Consumer, in order for each key, committing as often as our engine does (every 5 s is its own default, which
 * doubles more after a kill).
 */
final class ParallelConsumerParticipant implements Participant {
    private static final Duration COMMITS = Duration.ofMillis(200);
    private static final Duration DRAIN = Duration.ofSeconds(45);

    private final ParallelStreamProcessor<byte[], byte[]> processor;
    private final Task task;

    ParallelConsumerParticipant(Task task) {
        this.task = task;
        ThreadFactories.offerVirtual();
        processor = ParallelStreamProcessor.createEosStreamProcessor(ParallelConsumerOptions.<byte[], byte[]>builder()
                .consumer(new KafkaConsumer<>(ConsumerSettings.classicGroup(task))).ordering(ProcessingOrder.KEY)
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS).commitInterval(COMMITS)
                .maxConcurrency(task.inFlight()).shutdownTimeout(DRAIN).drainTimeout(DRAIN)
                .managedThreadFactory(ThreadFactories.NAME).build());
    }

    @Override
    public void start() {
        processor.subscribe(List.of(task.topic()));
        processor.poll(context -> {
            try {
                task.provider().accept(context.value());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the provider took its time.", e);
            }
        });
    }

    @Override
    public void stop() {
        // What is in flight is waited for; what is only fetched is left for the next.
        processor.closeDontDrainFirst();
    }
}
