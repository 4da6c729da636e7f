package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The brokers, as one member of a group sees them through its consumer. Used by the thread of that consumer alone. The
 * simulation puts brokers of its own here.
 */
interface GroupBroker extends AutoCloseable {

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

    void pause(Collection<TopicPartition> partitions);

    void resume(Collection<TopicPartition> partitions);

    void commitSync(Map<TopicPartition, OffsetAndMetadata> points, Duration time);

    /** Sends records and commits, in one transaction. */
    void sendAndCommit(List<ProducerRecord<byte[], byte[]>> records, Map<TopicPartition, OffsetAndMetadata> points);

    /** Leaves the group. */
    @Override
    void close();
}
