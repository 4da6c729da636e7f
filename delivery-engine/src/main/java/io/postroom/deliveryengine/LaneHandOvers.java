package io.postroom.deliveryengine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands records that must not double to delay topics: sent and committed as done in one transaction. Belongs to the
 * lane's thread.
 */
final class LaneHandOvers {
    private static final Logger log = LoggerFactory.getLogger(LaneHandOvers.class);

    private final DurableRecords records;
    private final LaneBroker broker;
    private final LaneLeases leases;
    private final LaneCommits commits;
    private final EngineTime time;
    private final EngineMeters meters;
    private final Consumer<DispatchEvent> dispatcher;
    private final List<LaneMessage.HandOver> asked = new ArrayList<>();
    private int failures;
    private long notBefore;

    LaneHandOvers(EngineConfig config, LaneBroker broker, LaneLeases leases, LaneCommits commits, EngineTime time,
            EngineMeters meters, Consumer<DispatchEvent> dispatcher) {
        this.records = new DurableRecords(config.deadLetterTopic());
        this.broker = broker;
        this.leases = leases;
        this.commits = commits;
        this.time = time;
        this.meters = meters;
        this.dispatcher = dispatcher;
    }

    void ask(LaneMessage.HandOver handOver) {
        asked.add(handOver);
    }

    /** What fails stays asked for, and is tried again after a while for as long as the lease is ours. */
    void run() {
        if (asked.isEmpty() || time.nanos() < notBefore) {
            return;
        }
        List<LaneMessage.HandOver> batch = List.copyOf(asked);
        asked.clear();
        for (LaneMessage.HandOver each : batch) {
            Slot slot = each.slot();
            if (!leases.holds(slot.lease())) {
                dispatcher.accept(new DispatchEvent.Ended(slot, new Ending.Abandoned()));
            } else if (handOver(each)) {
                dispatcher.accept(new DispatchEvent.Ended(slot, new Ending.Settled()));
            } else {
                asked.add(each);
            }
        }
    }

    private boolean handOver(LaneMessage.HandOver each) {
        Slot slot = each.slot();
        slot.left = true;
        Map<TopicPartition, OffsetAndMetadata> points = leases.commitPoints(List.of(slot.lease()));
        try {
            broker.sendAndCommit(records.delayed(slot.record(), each.history(), each.tier(), time.now()), points);
        } catch (KafkaException e) {
            slot.left = false;
            failures++;
            notBefore = time.nanos() + Backoff.after(failures).toNanos();
            log.atWarn().addKeyValue("slot", slot).addKeyValue("error", e.getClass().getName())
                    .log("A record could not be handed to a delay topic; it will be tried again.");
            return false;
        }
        failures = 0;
        commits.committed(points);
        meters.handedOver(each.tier().topic());
        return true;
    }
}
