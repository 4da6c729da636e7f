package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The brokers, as one lane sees them through its consumer. Used by the lane's thread alone. The simulation puts brokers
 * of its own here.
 */
interface LaneBroker extends AutoCloseable {

    /** What changes who owns what; called from within {@link #poll}, {@link #close} and the commits. */
    interface Listener {
        void assigned(Collection<TopicPartition> partitions);

        /** Still ours until this returns. */
        void revoked(Collection<TopicPartition> partitions);

        /** Not ours any more. */
        void lost(Collection<TopicPartition> partitions);
    }

    /**
     * What one poll brought.
     *
     * @param records   in offset order for each partition
     * @param positions where the next poll goes on, behind transaction markers too
     */
    record Polled(List<ConsumerRecord<byte[], byte[]>> records, Map<TopicPartition, OffsetAndMetadata> positions) {}

    void subscribe(Listener listener);

    Polled poll(Duration time);

    /** Whether it is a member of the group. */
    boolean joined();

    /** What is committed; nothing or null for a partition without a commit. */
    Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions);

    /** The first offsets that retention has left. */
    Map<TopicPartition, Long> logStarts(Set<TopicPartition> partitions);

    void seek(TopicPartition partition, OffsetAndMetadata position);

    void pause(Collection<TopicPartition> partitions);

    void resume(Collection<TopicPartition> partitions);

    /** Calls back from a later poll or commit, with null for success. */
    void commitAsync(Map<TopicPartition, OffsetAndMetadata> points, Consumer<@Nullable Exception> callback);

    void commitSync(Map<TopicPartition, OffsetAndMetadata> points, Duration time);

    /** Partitions of the lane's topics in all; 0 if that cannot be told now. */
    int partitionCount();

    /** Sends records and commits, in one transaction. */
    void sendAndCommit(List<ProducerRecord<byte[], byte[]>> records, Map<TopicPartition, OffsetAndMetadata> points);

    /** Leaves the group. */
    @Override
    void close();
}
