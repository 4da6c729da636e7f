package io.postroom.benchmarks.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;

/**
 * Forty consumers of one share group (KIP-932), each with a fortieth of what may be in flight: a consumer must acknowledge
 * all that it has polled before it polls again, so the smaller the share, the less one slow message holds up; and each
 * costs two threads and a session.
 */
final class ShareGroupParticipant implements Participant {
    private static final int CONSUMERS = 40;
    private static final Duration POLL = Duration.ofMillis(200);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Thread> consumers = new ArrayList<>();
    private final Task task;
    private volatile boolean stopping;

    ShareGroupParticipant(Task task) {
        this.task = task;
    }

    @Override
    public void start() {
        for (int i = 0; i < CONSUMERS; i++) {
            consumers.add(Thread.ofPlatform().name("share-" + i).start(this::consume));
        }
    }

    @Override
    public void stop() {
        stopping = true;
        try {
            for (Thread consumer : consumers) {
                consumer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.close();
    }

    private void consume() {
        Map<String, Object> settings = ConsumerSettings.common(task);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, task.inFlight() / CONSUMERS);
        settings.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        settings.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        try (KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(settings)) {
            consumer.subscribe(List.of(task.topic()));
            while (!stopping) {
                handle(consumer, consumer.poll(POLL));
            }
            consumer.commitSync();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(KafkaShareConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records)
            throws InterruptedException {
        List<Future<?>> all = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            all.add(threads.submit(() -> {
                task.provider().accept(record.value());
                return null;
            }));
        }
        int next = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                all.get(next++).get();
                consumer.acknowledge(record, AcknowledgeType.ACCEPT);
            } catch (ExecutionException e) {
                throw new IllegalStateException("The provider did not take a message.", e);
            }
        }
        if (next > 0) {
            consumer.commitAsync();
        }
    }
}
