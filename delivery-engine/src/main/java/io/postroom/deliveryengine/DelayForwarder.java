package io.postroom.deliveryengine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns records of the delay topics to their lanes once they are due, each exactly once: sent and committed in one
 * transaction. Delivers nothing. One thread, one consumer for all tiers.
 */
final class DelayForwarder implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(DelayForwarder.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration COMMIT_TIME = Duration.ofSeconds(10);

    private final EngineConfig config;
    private final EngineTime time;
    private final EngineMeters meters;
    private volatile boolean stopping;
    private volatile long lastTurn;

    DelayForwarder(EngineConfig config, EngineTime time, EngineMeters meters) {
        this.config = config;
        this.time = time;
        this.meters = meters;
        this.lastTurn = time.nanos();
    }

    @Override
    public void run() {
        int failures = 0;
        while (!stopping) {
            ClientProperties properties = new ClientProperties(config);
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties.delayConsumer());
                    Transactions transactions = new Transactions(
                            () -> properties.transactionalProducer("delay-forwarder"))) {
                DelayQueues queues = new DelayQueues(config.delayTiers());
                consumer.subscribe(config.delayTiers().stream().map(DelayTier::topic).toList(),
                        new Assignment(consumer, queues));
                while (!stopping) {
                    turn(consumer, transactions, queues);
                    failures = 0;
                    lastTurn = time.nanos();
                }
                consumer.close(CloseOptions.timeout(Duration.ofSeconds(5))
                        .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
            } catch (RuntimeException e) {
                failures++;
                log.atWarn().addKeyValue("failures", failures).addKeyValue("error", e.getClass().getName()).setCause(e)
                        .log("The delay forwarder begins anew from what is committed.");
                pause(failures);
            }
        }
    }

    private void turn(KafkaConsumer<byte[], byte[]> consumer, Transactions transactions, DelayQueues queues) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            queues.add(record);
        }
        queues.advance(polled.nextOffsets());
        List<DelayQueues.Due> due = queues.takeDue(time.now());
        if (!due.isEmpty()) {
            forward(consumer, transactions, due);
        }
        Map<TopicPartition, OffsetAndMetadata> idle = queues.takeIdlePositions();
        if (!idle.isEmpty()) {
            commit(consumer, queues, idle);
        }
        consumer.pause(queues.full());
        consumer.resume(queues.hungry());
    }

    /** Waited for: a commit still on its way would take a later transaction's back. */
    private static void commit(KafkaConsumer<byte[], byte[]> consumer, DelayQueues queues,
            Map<TopicPartition, OffsetAndMetadata> idle) {
        try {
            consumer.commitSync(idle, COMMIT_TIME);
        } catch (RebalanceInProgressException | CommitFailedException e) {
            log.atDebug().addKeyValue("error", e.getClass().getName())
                    .log("Not committed; the next turn says it again.");
            queues.advance(idle);
        }
    }

    private void forward(KafkaConsumer<byte[], byte[]> consumer, Transactions transactions,
            List<DelayQueues.Due> due) {
        Map<TopicPartition, OffsetAndMetadata> points = new HashMap<>();
        for (DelayQueues.Due each : due) {
            points.merge(each.partition(), each.next(), (one, other) -> one.offset() > other.offset() ? one : other);
        }
        transactions.run(producer -> {
            for (DelayQueues.Due each : due) {
                String origin = each.origin();
                if (origin != null && config.topics().values().stream().anyMatch(names -> names.contains(origin))) {
                    producer.send(DurableRecords.returned(each.record(), origin));
                } else {
                    Instant now = time.now();
                    producer.send(new DurableRecords(config.deadLetterTopic()).dead(each.record(), "no-origin",
                            "The delayed record names no lane of this worker to return to.", now));
                }
            }
            producer.sendOffsetsToTransaction(points, consumer.groupMetadata());
        });
        meters.forwarded(due.size());
    }

    private void pause(int failures) {
        long until = time.nanos() + Backoff.after(failures).toNanos();
        while (!stopping && time.nanos() < until) {
            lastTurn = time.nanos();
            java.util.concurrent.locks.LockSupport.parkNanos(this, 100_000_000L);
        }
    }

    void stop() {
        stopping = true;
    }

    long lastTurn() {
        return lastTurn;
    }

    /** What is given back is forgotten; it has been forwarded and committed, or it has not been touched. */
    private record Assignment(KafkaConsumer<byte[], byte[]> consumer,
            DelayQueues queues) implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(queues::forget);
            consumer.resume(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(queues::forget);
        }
    }
}
