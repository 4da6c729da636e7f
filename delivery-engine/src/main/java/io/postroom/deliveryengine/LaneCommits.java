package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When to commit what. One asynchronous commit is under way at a time; one that fails is made up for by the next, since
 * every commit says everything. Belongs to the lane's thread.
 */
final class LaneCommits {
    private static final Logger log = LoggerFactory.getLogger(LaneCommits.class);

    /**
     * Where completions come within microseconds a commit each 200 of them would be one for each turn. What a crash repeats
     * stays below what completes within the commit interval, which is longer.
     */
    private static final long SHORTEST = Duration.ofMillis(20).toNanos();
    private static final Duration IN_CALLBACK = Duration.ofSeconds(1);

    private final EngineLimits limits;
    private final LaneBroker broker;
    private final LaneLeases leases;
    private final EngineTime time;
    private final EngineMeters meters;
    private final Map<TopicPartition, OffsetAndMetadata> latest = new HashMap<>();
    private long completionsCommitted;
    private long lastCommit;
    private boolean underWay;

    LaneCommits(EngineLimits limits, LaneBroker broker, LaneLeases leases, EngineTime time, EngineMeters meters) {
        this.limits = limits;
        this.broker = broker;
        this.leases = leases;
        this.time = time;
        this.meters = meters;
        this.lastCommit = time.nanos();
    }

    void maybeCommit() {
        if (underWay) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> points = due();
        if (points.isEmpty()) {
            return;
        }
        underWay = true;
        broker.commitAsync(points, failure -> {
            underWay = false;
            if (failure == null) {
                latest.putAll(points);
                meters.commit("ok");
            } else {
                meters.commit(failure instanceof RebalanceInProgressException ? "rebalancing" : "failed");
                log.atDebug().addKeyValue("error", failure.getClass().getName())
                        .log("A commit failed; the next one says the same and more.");
            }
        });
    }

    /** The same from within a callback that takes its time: waited for, since nobody polls meanwhile. */
    void commitInCallback() {
        Map<TopicPartition, OffsetAndMetadata> points = due();
        if (points.isEmpty()) {
            return;
        }
        try {
            broker.commitSync(points, IN_CALLBACK);
            latest.putAll(points);
            meters.commit("ok");
        } catch (KafkaException e) {
            meters.commit("failed");
            log.atDebug().addKeyValue("error", e.getClass().getName())
                    .log("A commit failed; the next one says the same and more.");
        }
    }

    /**
     * Returns when no commit is under way. What is committed next by another client, in a transaction, would be taken back by one that
     * the brokers get later.
     *
     * @throws KafkaException if that cannot be said
     */
    void awaitUnderWay() {
        if (!underWay) {
            return;
        }
        // The client calls back for everything that it has sent before.
        broker.commitSync(Map.of(), IN_CALLBACK);
    }

    /** What is to be committed now; nothing if it is not yet time. */
    private Map<TopicPartition, OffsetAndMetadata> due() {
        long now = time.nanos();
        long completions = completions(leases.all());
        long since = now - lastCommit;
        boolean due = since >= limits.commitInterval().toNanos()
                || since >= SHORTEST && completions - completionsCommitted >= limits.commitCompletions();
        if (!due) {
            return Map.of();
        }
        lastCommit = now;
        completionsCommitted = completions;
        return changed(leases.commitPoints(leases.all()));
    }

    /** Remembers what was committed by other means. */
    void committed(Map<TopicPartition, OffsetAndMetadata> points) {
        latest.putAll(points);
    }

    void forget(Collection<Lease> ended) {
        for (Lease lease : ended) {
            latest.remove(lease.partition());
        }
        List<Lease> rest = new ArrayList<>(leases.all());
        rest.removeAll(ended);
        completionsCommitted = Math.min(completionsCommitted, completions(rest));
    }

    Map<TopicPartition, OffsetAndMetadata> changed(Map<TopicPartition, OffsetAndMetadata> points) {
        Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>(points);
        changed.entrySet().removeIf(point -> point.getValue().equals(latest.get(point.getKey())));
        return changed;
    }

    private static long completions(Collection<Lease> leases) {
        return leases.stream().mapToLong(Lease::completions).sum();
    }
}
