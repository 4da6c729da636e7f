package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;

/** A member of one group in a simulation: what it owns, fetches, commits and sends. */
abstract class SimMember implements GroupBroker {
    final SimWorld world;
    final SimCluster cluster;
    final SimFaults faults;
    final SimWorker worker;
    final Set<TopicPartition> owned = new LinkedHashSet<>();
    final Map<TopicPartition, Long> positions = new HashMap<>();
    boolean fenced;
    private final String group;
    private final int maxPollRecords;
    private final Set<TopicPartition> paused = new LinkedHashSet<>();
    private Listener listener;
    private long closingSince;
    private boolean closed;
    private boolean givingBack;
    private long lastControl;

    SimMember(SimWorld world, SimCluster cluster, SimFaults faults, SimWorker worker, String group,
            int maxPollRecords) {
        this.world = world;
        this.cluster = cluster;
        this.faults = faults;
        this.worker = worker;
        this.group = group;
        this.maxPollRecords = maxPollRecords;
        cluster.join(this);
    }

    /** A transaction was committed that carries these. */
    abstract void sent(List<ProducerRecord<byte[], byte[]>> records, Set<TopicPartition> partitions);

    /** The callback that gives partitions back has returned, after so long. */
    void handedOn(Collection<TopicPartition> partitions, long after) {}

    /** Its partitions were, or may have been, given to others, or brought to another state, behind its back. */
    void outOfOrder(Collection<TopicPartition> partitions) {}

    /** What the clients call back from a poll. */
    void callBack() {}

    /** What a lane knows of a partition it owns. */
    Lease lease(TopicPartition partition) {
        return null;
    }

    String group() {
        return group;
    }

    /** The group has given its partitions to others without asking. */
    void fence() {
        fenced = true;
        outOfOrder(owned);
        cluster.leave(this);
    }

    /** Its thread goes on now; a call of the clients may take as long as the world likes. */
    void hasControl() {
        lastControl = world.now();
    }

    long lastControl() {
        return lastControl;
    }

    boolean givesBack() {
        return givingBack;
    }

    /** From now on its session gives everything back. */
    void closing() {
        closingSince = world.now();
    }

    @Override
    public void subscribe(Listener value) {
        listener = value;
    }

    @Override
    public Polled poll(Duration time) {
        worker.checkAlive();
        world.runFor(world.millis(10));
        worker.checkAlive();
        callBack();
        if (faults.happens(world, faults.poll)) {
            throw new UnknownServerException("poll");
        }
        if (fenced) {
            rejoin();
        }
        giveBack();
        takeOver();
        hasControl();
        return fetch();
    }

    private void rejoin() {
        List<TopicPartition> lost = List.copyOf(owned);
        owned.clear();
        fenced = false;
        listener.lost(lost);
        cluster.join(this);
    }

    private void giveBack() {
        List<TopicPartition> target = cluster.target(this);
        List<TopicPartition> revoked = owned.stream().filter(partition -> !target.contains(partition)).toList();
        if (!revoked.isEmpty()) {
            world.trace("revoke " + revoked + " of " + this);
            long began = world.now();
            givingBack = true;
            listener.revoked(revoked);
            givingBack = false;
            worker.checkAlive();
            world.trace("revoked " + revoked + " of " + this);
            handedOn(revoked, world.now() - began);
            revoked.forEach(partition -> cluster.giveBack(partition, this));
            owned.removeAll(revoked);
        }
    }

    private void takeOver() {
        List<TopicPartition> assigned = cluster.target(this).stream()
                .filter(partition -> !owned.contains(partition) && cluster.take(partition, this)).toList();
        if (!assigned.isEmpty()) {
            world.trace("assign " + assigned + " to " + this);
            owned.addAll(assigned);
            paused.removeAll(assigned);
            positions.keySet().removeAll(assigned);
            listener.assigned(assigned);
        }
    }

    private Polled fetch() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (TopicPartition partition : owned) {
            if (!paused.contains(partition) && knowsPosition(partition)) {
                fetch(partition, records);
                next.put(partition, new OffsetAndMetadata(positions.get(partition)));
            }
        }
        return new Polled(records, next);
    }

    /** Nobody is told a position that a transaction may still change. */
    private boolean knowsPosition(TopicPartition partition) {
        if (!positions.containsKey(partition) && cluster.isStable(partition)) {
            OffsetAndMetadata point = cluster.committed(partition);
            positions.put(partition, point == null ? 0 : point.offset());
        }
        return positions.containsKey(partition);
    }

    private void fetch(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        long position = positions.get(partition);
        long end = cluster.stableEnd(partition);
        boolean all = true;
        for (ConsumerRecord<byte[], byte[]> record : cluster.log(partition)) {
            if (record.offset() < position || record.offset() >= end) {
                continue;
            }
            if (records.size() == maxPollRecords || world.chance(0.05)) {
                all = false;
                break;
            }
            records.add(record);
            position = record.offset() + 1;
        }
        positions.put(partition, all ? Math.max(position, end) : position);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        paused.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        paused.removeAll(partitions);
    }

    boolean mayCommit(Map<TopicPartition, OffsetAndMetadata> points) {
        return !fenced && points.keySet().stream().allMatch(partition -> cluster.owns(partition, this));
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> points, Duration time) {
        worker.checkAlive();
        if (!mayCommit(points)) {
            throw new CommitFailedException();
        }
        if (faults.happens(world, faults.commit)) {
            if (world.chance(0.5)) {
                cluster.commit(this, points);
            }
            throw new TimeoutException("commit");
        }
        cluster.commit(this, points);
    }

    /** The brokers ask only whether it is a member. */
    @Override
    public void sendAndCommit(List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> points) {
        worker.checkAlive();
        if (fenced) {
            throw new CommitFailedException();
        }
        if (worker.diesInTransaction()) {
            if (world.chance(0.5)) {
                cluster.leaveOpen(records, points.keySet());
            } else {
                commitTransaction(records, points);
            }
            worker.crash();
        }
        worker.checkAlive();
        if (faults.happens(world, faults.handOver)) {
            if (world.chance(0.5)) {
                throw new TimeoutException("transaction");
            }
            outOfOrder(points.keySet());
            if (world.chance(0.5)) {
                commitTransaction(records, points);
            }
            throw new InDoubtException(new TimeoutException("transaction"));
        }
        commitTransaction(records, points);
    }

    private void commitTransaction(List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> points) {
        sent(records, points.keySet());
        cluster.commit(this, points);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!owned.isEmpty() && !fenced) {
            listener.revoked(List.copyOf(owned));
            handedOn(owned, world.now() - closingSince);
        }
        cluster.leave(this);
    }

    @Override
    public String toString() {
        return worker + "-" + group;
    }
}
