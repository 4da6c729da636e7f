package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;

/** One lane's consumer in a simulation. */
final class SimLaneBroker implements LaneBroker {
    private final SimWorld world;
    private final SimCluster cluster;
    private final SimFaults faults;
    private final SimWorker worker;
    private final Lane lane;
    private final int maxPollRecords;
    private final Set<TopicPartition> owned = new LinkedHashSet<>();
    private final Set<TopicPartition> paused = new LinkedHashSet<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final ArrayDeque<Runnable> callbacks = new ArrayDeque<>();
    private Listener listener;
    private boolean fenced;
    private long closingSince;
    private boolean closed;

    SimLaneBroker(SimWorld world, SimCluster cluster, SimFaults faults, SimWorker worker, Lane lane,
            int maxPollRecords) {
        this.world = world;
        this.cluster = cluster;
        this.faults = faults;
        this.worker = worker;
        this.lane = lane;
        this.maxPollRecords = maxPollRecords;
        cluster.join(this);
    }

    Lane lane() {
        return lane;
    }

    Lease lease(TopicPartition partition) {
        return worker.lease(lane, partition);
    }

    /** The group has given its partitions to others without asking. */
    void fence() {
        fenced = true;
        worker.outOfOrder(owned);
        cluster.leave(this);
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
        for (Runnable callback = callbacks.poll(); callback != null; callback = callbacks.poll()) {
            callback.run();
        }
        if (faults.happens(world, faults.poll)) {
            throw new UnknownServerException("poll");
        }
        if (fenced) {
            rejoin();
        }
        giveBack();
        takeOver();
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
            listener.revoked(revoked);
            worker.checkAlive();
            world.trace("revoked " + revoked + " of " + this);
            worker.leftInFlight(revoked, world.now() - began);
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
            for (TopicPartition partition : assigned) {
                OffsetAndMetadata point = cluster.committed(partition);
                positions.put(partition, point == null ? 0 : point.offset());
            }
            listener.assigned(assigned);
        }
    }

    private Polled fetch() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (TopicPartition partition : owned) {
            if (paused.contains(partition)) {
                continue;
            }
            long position = positions.get(partition);
            boolean all = true;
            for (ConsumerRecord<byte[], byte[]> record : cluster.log(partition)) {
                if (record.offset() < position) {
                    continue;
                }
                if (records.size() == maxPollRecords || world.chance(0.05)) {
                    all = false;
                    break;
                }
                records.add(record);
                position = record.offset() + 1;
            }
            position = all ? Math.max(position, cluster.end(partition)) : position;
            positions.put(partition, position);
            next.put(partition, new OffsetAndMetadata(position));
        }
        return new Polled(records, next);
    }

    @Override
    public boolean joined() {
        return !fenced;
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        lookUp();
        Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
        partitions.forEach(partition -> found.put(partition, cluster.committed(partition)));
        return found;
    }

    @Override
    public Map<TopicPartition, Long> logStarts(Set<TopicPartition> partitions) {
        lookUp();
        return Map.of();
    }

    private void lookUp() {
        if (faults.happens(world, faults.lookup)) {
            throw new TimeoutException("look-up");
        }
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata position) {
        positions.put(partition, position.offset());
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        paused.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        paused.removeAll(partitions);
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> points, Consumer<Exception> callback) {
        if (fenced || points.keySet().stream().anyMatch(partition -> !cluster.owns(partition, this))) {
            callbacks.add(() -> callback.accept(new CommitFailedException()));
        } else if (faults.happens(world, faults.commit)) {
            if (world.chance(0.5)) {
                cluster.commit(this, points);
            }
            callbacks.add(() -> callback.accept(new RebalanceInProgressException()));
        } else {
            cluster.commit(this, points);
            callbacks.add(() -> callback.accept(null));
        }
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> points, Duration time) {
        worker.checkAlive();
        if (fenced || points.keySet().stream().anyMatch(partition -> !cluster.owns(partition, this))) {
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

    @Override
    public int partitionCount() {
        return cluster.partitions();
    }

    @Override
    public void sendAndCommit(List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> points) {
        worker.checkAlive();
        if (fenced) {
            throw new CommitFailedException();
        }
        if (faults.happens(world, faults.handOver)) {
            if (world.chance(0.5)) {
                throw new TimeoutException("transaction");
            }
            worker.outOfOrder(points.keySet());
            if (world.chance(0.5)) {
                worker.handedOver(records, points.keySet());
                cluster.commit(this, points);
            }
            throw new InDoubtException(new TimeoutException("transaction"));
        }
        worker.handedOver(records, points.keySet());
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
            worker.leftInFlight(owned, world.now() - closingSince);
        }
        cluster.leave(this);
    }

    @Override
    public String toString() {
        return worker + "-" + EngineMeters.tag(lane);
    }
}
