package io.postroom.deliveryengine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases of one lane: begun, restored, filled, swept, paused. Belongs to the lane's thread. */
final class LaneLeases {
    private static final Logger log = LoggerFactory.getLogger(LaneLeases.class);

    private final Lane lane;
    private final EngineLimits limits;
    private final LaneBroker broker;
    private final EngineTime time;
    private final EngineMeters meters;
    private final Map<TopicPartition, Lease> leases = new LinkedHashMap<>();
    private final Set<TopicPartition> unrestored = new LinkedHashSet<>();
    private final Set<TopicPartition> paused = new LinkedHashSet<>();

    LaneLeases(Lane lane, EngineLimits limits, LaneBroker broker, EngineTime time, EngineMeters meters) {
        this.lane = lane;
        this.limits = limits;
        this.broker = broker;
        this.time = time;
        this.meters = meters;
    }

    /** Fetches nothing until the committed map has been read. */
    void begin(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            leases.put(partition, new Lease(partition, lane));
            unrestored.add(partition);
            paused.remove(partition);
        }
        broker.pause(partitions);
    }

    boolean restoring() {
        return !unrestored.isEmpty();
    }

    /** Reads what is committed and goes on there. If the brokers do not answer, the next turn tries again. */
    void restore() {
        if (unrestored.isEmpty()) {
            return;
        }
        Set<TopicPartition> asked = new LinkedHashSet<>(unrestored);
        Map<TopicPartition, OffsetAndMetadata> committed = broker.committed(asked);
        Map<TopicPartition, Long> logStarts = broker.logStarts(asked);
        for (TopicPartition partition : asked) {
            Lease lease = leases.get(partition);
            OffsetAndMetadata position = committed.get(partition);
            if (lease != null && position != null) {
                restore(lease, position, logStarts.getOrDefault(partition, 0L));
            }
        }
        unrestored.removeAll(asked);
        broker.resume(asked);
    }

    private void restore(Lease lease, OffsetAndMetadata position, long logStart) {
        Optional<CommitMap> map = CommitMapCodec.decode(position.offset(), position.metadata());
        if (map.isEmpty() && !position.metadata().isEmpty()) {
            meters.foreignMetadata();
            log.atWarn().addKeyValue("partition", lease.partition())
                    .log("The commit metadata is not ours; records that were done may be done again.");
        }
        lease.tracker().restore(position.offset(), map);
        broker.seek(lease.partition(), new OffsetAndMetadata(position.offset(), position.leaderEpoch(), ""));
        long lost = 0;
        for (long offset = position.offset(); offset < logStart; offset++) {
            long each = offset;
            lost += map.map(done -> done.isDone(each)).orElse(false) ? 0 : 1;
        }
        if (lost > 0) {
            meters.lost(lost);
            log.atError().addKeyValue("partition", lease.partition()).addKeyValue("offsets", lost)
                    .log("Retention took records that were not delivered. Look for their notifications by status.");
        }
    }

    /** Takes records in; returns the slots of those that are not done. */
    List<Slot> admit(LaneBroker.Polled polled, List<Lease> renewed) {
        List<Slot> slots = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : polled.records()) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            Lease lease = leases.get(partition);
            if (lease == null) {
                continue;
            }
            if (lease.tracker().goesBack(record.offset())) {
                log.atWarn().addKeyValue("partition", partition).log(
                        "The position went back: the log is another one, or was truncated. Its records are done anew.");
                renewed.add(lease);
                lease = new Lease(partition, lane);
                leases.put(partition, lease);
            }
            Slot slot = lease.tracker().admit(record, time.nanos());
            if (slot != null) {
                slots.add(slot);
            } else {
                meters.skipped(1);
            }
        }
        polled.positions().forEach((partition, position) -> {
            Lease lease = leases.get(partition);
            if (lease != null && !unrestored.contains(partition)) {
                lease.tracker().advance(position.offset(), position.leaderEpoch().orElse(-1));
            }
        });
        return slots;
    }

    void sweep() {
        leases.values().forEach(lease -> lease.tracker().sweep());
    }

    /** Pauses what holds too much, and only that; resumes it once it holds half. */
    void holdBack() {
        List<TopicPartition> pause = new ArrayList<>();
        List<TopicPartition> resume = new ArrayList<>();
        leases.forEach((partition, lease) -> {
            if (unrestored.contains(partition)) {
                return;
            }
            double load = load(lease.tracker());
            if (load >= 1 && paused.add(partition)) {
                pause.add(partition);
            } else if (load < 0.5 && paused.remove(partition)) {
                resume.add(partition);
            }
        });
        if (!pause.isEmpty()) {
            broker.pause(pause);
        }
        if (!resume.isEmpty()) {
            broker.resume(resume);
        }
    }

    /** How full it is, 1 where it must pause: early enough for one more poll to fit. */
    private double load(OffsetTracker tracker) {
        double incompletes = (double) tracker.incompletes()
                / (limits.incompletesPerPartition() - limits.maxPollRecords());
        double window = (double) tracker.window() / limits.windowPerPartition();
        double bytes = (double) tracker.bytes() / limits.bytesPerPartition();
        return Math.max(incompletes, Math.max(window, bytes));
    }

    List<Lease> of(Collection<TopicPartition> partitions) {
        List<Lease> found = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Lease lease = leases.get(partition);
            if (lease != null) {
                found.add(lease);
            }
        }
        return found;
    }

    Collection<Lease> all() {
        return leases.values();
    }

    boolean holds(Lease lease) {
        return leases.get(lease.partition()) == lease;
    }

    void end(Collection<Lease> ended) {
        for (Lease lease : ended) {
            leases.remove(lease.partition(), lease);
            unrestored.remove(lease.partition());
            paused.remove(lease.partition());
        }
    }

    int owned() {
        return leases.size();
    }

    int pausedCount() {
        return paused.size();
    }

    Map<TopicPartition, OffsetAndMetadata> commitPoints(Collection<Lease> which) {
        Map<TopicPartition, OffsetAndMetadata> points = new HashMap<>();
        for (Lease lease : which) {
            lease.tracker().sweep();
            if (lease.tracker().knowsPosition()) {
                points.put(lease.partition(), lease.tracker().commitPoint());
            }
        }
        return points;
    }
}
