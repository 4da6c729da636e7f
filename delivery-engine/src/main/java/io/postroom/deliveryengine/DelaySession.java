package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delay topics from joining their group to leaving it, turn by turn: poll, forward what is due, commit where nothing
 * waits. Whatever fails with an exception may have happened or not: the session ends, and the next one goes by what is
 * committed. Belongs to the forwarder's thread.
 */
final class DelaySession implements GroupBroker.Listener {
    private static final Logger log = LoggerFactory.getLogger(DelaySession.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration COMMIT_TIME = Duration.ofSeconds(10);

    private final EngineConfig config;
    private final GroupBroker broker;
    private final EngineTime time;
    private final EngineMeters meters;
    private final DelayQueues queues;
    private final DurableRecords records;

    DelaySession(EngineConfig config, GroupBroker broker, EngineTime time, EngineMeters meters) {
        this.config = config;
        this.broker = broker;
        this.time = time;
        this.meters = meters;
        this.queues = new DelayQueues(config.delayTiers());
        this.records = new DurableRecords(config.deadLetterTopic());
        broker.subscribe(this);
    }

    void turn() {
        GroupBroker.Polled polled = broker.poll(POLL);
        polled.records().forEach(queues::add);
        queues.advance(polled.positions());
        List<DelayQueues.Due> due = queues.takeDue(time.now());
        if (!due.isEmpty()) {
            forward(due);
        }
        Map<TopicPartition, OffsetAndMetadata> idle = queues.takeIdlePositions();
        if (!idle.isEmpty()) {
            commit(idle);
        }
        broker.pause(queues.full());
        broker.resume(queues.hungry());
    }

    /** Waited for: a commit still on its way would take a later transaction's back. */
    private void commit(Map<TopicPartition, OffsetAndMetadata> idle) {
        try {
            broker.commitSync(idle, COMMIT_TIME);
        } catch (RebalanceInProgressException | CommitFailedException e) {
            log.atDebug().addKeyValue("error", e.getClass().getName())
                    .log("Not committed; the next turn says it again.");
            queues.advance(idle);
        }
    }

    private void forward(List<DelayQueues.Due> due) {
        Map<TopicPartition, OffsetAndMetadata> points = new HashMap<>();
        List<ProducerRecord<byte[], byte[]>> leaving = new ArrayList<>();
        for (DelayQueues.Due each : due) {
            points.merge(each.partition(), each.next(), (one, other) -> one.offset() > other.offset() ? one : other);
            leaving.add(leaving(each));
        }
        broker.sendAndCommit(leaving, points);
        meters.forwarded(due.size());
    }

    private ProducerRecord<byte[], byte[]> leaving(DelayQueues.Due due) {
        String origin = due.origin();
        if (origin != null && config.topics().values().stream().anyMatch(names -> names.contains(origin))) {
            return DurableRecords.returned(due.record(), origin);
        }
        return records.dead(due.record(), "no-origin",
                "The delayed record names no lane of this worker to return to.", time.now());
    }

    @Override
    public void assigned(Collection<TopicPartition> partitions) {
        forget(partitions);
        broker.resume(partitions);
    }

    /** It has been forwarded and committed, or it has not been touched. */
    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    @Override
    public void lost(Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(queues::forget);
    }
}
