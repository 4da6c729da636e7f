package io.postroom.deliveryengine;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;

/** One lane's consumer in a simulation. */
final class SimLaneBroker extends SimMember implements LaneBroker {
    private final Lane lane;
    private final ArrayDeque<Runnable> callbacks = new ArrayDeque<>();

    SimLaneBroker(SimWorld world, SimCluster cluster, SimFaults faults, SimWorker worker, Lane lane,
            int maxPollRecords) {
        super(world, cluster, faults, worker, SimCluster.topic(lane), maxPollRecords);
        this.lane = lane;
    }

    Lane lane() {
        return lane;
    }

    @Override
    Lease lease(TopicPartition partition) {
        return worker.lease(lane, partition);
    }

    @Override
    void handedOn(Collection<TopicPartition> partitions, long after) {
        worker.leftInFlight(partitions, after);
    }

    @Override
    void outOfOrder(Collection<TopicPartition> partitions) {
        worker.outOfOrder(partitions);
    }

    @Override
    void sent(List<ProducerRecord<byte[], byte[]>> records, Set<TopicPartition> partitions) {
        worker.handedOver(records, partitions);
    }

    @Override
    void callBack() {
        for (Runnable callback = callbacks.poll(); callback != null; callback = callbacks.poll()) {
            callback.run();
        }
    }

    @Override
    public boolean joined() {
        return !fenced;
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        lookUp();
        Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
        for (TopicPartition partition : partitions) {
            if (!cluster.isStable(partition)) {
                throw new TimeoutException("a transaction may still change it");
            }
            found.put(partition, cluster.committed(partition));
        }
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
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> points, Consumer<Exception> callback) {
        if (!mayCommit(points)) {
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
    public int partitionCount() {
        return cluster.partitions();
    }
}
