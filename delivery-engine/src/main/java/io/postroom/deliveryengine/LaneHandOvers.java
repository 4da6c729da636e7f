package io.postroom.deliveryengine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
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
    private final Consumer<Set<Lease>> inDoubt;
    private final List<LaneMessage.HandOver> asked = new ArrayList<>();
    private int failures;
    private long notBefore;

    LaneHandOvers(EngineConfig config, LaneBroker broker, LaneLeases leases, LaneCommits commits, EngineTime time,
            EngineMeters meters, Consumer<DispatchEvent> dispatcher, Consumer<Set<Lease>> inDoubt) {
        this.inDoubt = inDoubt;
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

    /**
     * All that is asked for in one transaction. If that fails it stays asked for, and is tried again after a while for as
     * long as the lease is ours.
     */
    void run() {
        if (asked.isEmpty() || time.nanos() < notBefore) {
            return;
        }
        List<LaneMessage.HandOver> batch = new ArrayList<>();
        for (LaneMessage.HandOver each : asked) {
            if (leases.holds(each.slot().lease())) {
                batch.add(each);
            } else {
                dispatcher.accept(new DispatchEvent.Ended(each.slot(), new Ending.Abandoned()));
            }
        }
        asked.clear();
        if (batch.isEmpty()) {
            return;
        }
        Set<Lease> touched = new LinkedHashSet<>();
        batch.forEach(each -> touched.add(each.slot().lease()));
        try {
            if (handOver(batch, touched)) {
                batch.forEach(each -> dispatcher.accept(new DispatchEvent.Ended(each.slot(), new Ending.Settled())));
            } else {
                asked.addAll(batch);
            }
        } catch (InDoubtException e) {
            inDoubt.accept(touched);
            batch.forEach(each -> dispatcher.accept(new DispatchEvent.Ended(each.slot(), new Ending.Abandoned())));
        }
    }

    private boolean handOver(List<LaneMessage.HandOver> batch, Set<Lease> touched) {
        List<ProducerRecord<byte[], byte[]>> leaving = new ArrayList<>();
        for (LaneMessage.HandOver each : batch) {
            leaving.add(records.delayed(each.slot().record(), each.history(), each.tier(), time.now()));
            each.slot().left = true;
        }
        Map<TopicPartition, OffsetAndMetadata> points = leases.commitPoints(touched);
        try {
            commits.awaitUnderWay();
            broker.sendAndCommit(leaving, points);
        } catch (InDoubtException e) {
            throw e;
        } catch (KafkaException e) {
            batch.forEach(each -> each.slot().left = false);
            failures++;
            notBefore = time.nanos() + Backoff.after(failures).toNanos();
            log.atWarn().addKeyValue("records", batch.size()).addKeyValue("error", e.getClass().getName())
                    .log("Records could not be handed to a delay topic; they will be tried again.");
            return false;
        }
        failures = 0;
        commits.committed(points);
        batch.forEach(each -> meters.handedOver(each.tier().topic()));
        return true;
    }
}
