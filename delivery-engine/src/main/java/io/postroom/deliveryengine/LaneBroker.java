package io.postroom.deliveryengine;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The brokers, as one lane sees them. */
interface LaneBroker extends GroupBroker {

    /** Whether it is a member of the group. */
    boolean joined();

    /** What is committed; nothing or null for a partition without a commit. */
    Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions);

    /** The first offsets that retention has left. */
    Map<TopicPartition, Long> logStarts(Set<TopicPartition> partitions);

    void seek(TopicPartition partition, OffsetAndMetadata position);

    /** Calls back from a later poll or commit, with null for success. */
    void commitAsync(Map<TopicPartition, OffsetAndMetadata> points, Consumer<@Nullable Exception> callback);

    /** Partitions of the lane's topics in all; 0 if that cannot be told now. */
    int partitionCount();
}
