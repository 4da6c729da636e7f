package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits that records are started, group by group, before their providers are called. Belongs to the lane's thread.
 *
 * <p>What must hold: no answer "started" before the brokers have it.
 */
final class LaneStarts {
    private static final Logger log = LoggerFactory.getLogger(LaneStarts.class);
    private static final Duration COMMIT_TIME = Duration.ofSeconds(5);
    /** So many always fit into the metadata beside the incomplete offsets. */
    private static final int PER_PARTITION = 128;

    private final LaneBroker broker;
    private final LaneLeases leases;
    private final LaneCommits commits;
    private final Consumer<DispatchEvent> dispatcher;
    private final List<Slot> asked = new ArrayList<>();

    LaneStarts(LaneBroker broker, LaneLeases leases, LaneCommits commits, Consumer<DispatchEvent> dispatcher) {
        this.broker = broker;
        this.leases = leases;
        this.commits = commits;
        this.dispatcher = dispatcher;
    }

    void ask(Slot slot) {
        asked.add(slot);
    }

    /** Marks and commits what fits now; what belongs to no lease of ours any more is refused. */
    void start(Set<Lease> closing) {
        if (asked.isEmpty()) {
            return;
        }
        List<Slot> group = new ArrayList<>();
        List<Slot> refused = new ArrayList<>();
        List<Slot> later = new ArrayList<>();
        for (Slot slot : asked) {
            if (!leases.holds(slot.lease()) || closing.contains(slot.lease())) {
                refused.add(slot);
            } else if (slot.lease().tracker().started() >= PER_PARTITION) {
                later.add(slot);
            } else {
                slot.markStarted(true);
                group.add(slot);
            }
        }
        asked.clear();
        asked.addAll(later);
        if (!refused.isEmpty()) {
            dispatcher.accept(new DispatchEvent.StartRefused(refused));
        }
        if (!group.isEmpty()) {
            commit(group);
        }
    }

    private void commit(List<Slot> group) {
        Set<Lease> touched = new LinkedHashSet<>();
        group.forEach(slot -> touched.add(slot.lease()));
        Map<TopicPartition, OffsetAndMetadata> points = leases.commitPoints(touched);
        try {
            broker.commitSync(points, COMMIT_TIME);
        } catch (KafkaException e) {
            log.atWarn().addKeyValue("records", group.size()).addKeyValue("error", e.getClass().getName())
                    .log("Could not commit that records are started; they wait.");
            group.forEach(slot -> slot.markStarted(false));
            dispatcher.accept(new DispatchEvent.StartRefused(group));
            return;
        }
        commits.committed(points);
        dispatcher.accept(new DispatchEvent.Started(group));
    }
}
