package io.postroom.deliveryengine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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
        long now = time.nanos();
        long completions = completions(leases.all());
        boolean due = now - lastCommit >= limits.commitInterval().toNanos()
                || completions - completionsCommitted >= limits.commitCompletions();
        if (underWay || !due) {
            return;
        }
        lastCommit = now;
        completionsCommitted = completions;
        Map<TopicPartition, OffsetAndMetadata> points = changed(leases.commitPoints(leases.all()));
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
