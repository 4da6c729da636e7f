package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The real brokers, for a lane. */
final class KafkaLaneBroker extends KafkaGroupBroker implements LaneBroker {
    private static final Duration LOOK_UP = Duration.ofSeconds(5);

    KafkaLaneBroker(EngineConfig config, Lane lane) {
        this(new ClientProperties(config), java.util.Objects.requireNonNull(config.topics().get(lane)), lane);
    }

    private KafkaLaneBroker(ClientProperties properties, List<String> topics, Lane lane) {
        super(properties.laneConsumer(lane), topics,
                new Transactions(() -> properties.transactionalProducer("hand-over-" + EngineMeters.tag(lane))));
    }

    @Override
    public boolean joined() {
        return consumer.groupMetadata().generationId() > 0;
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        return consumer.committed(partitions, LOOK_UP);
    }

    @Override
    public Map<TopicPartition, Long> logStarts(Set<TopicPartition> partitions) {
        return consumer.beginningOffsets(partitions, LOOK_UP);
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata position) {
        consumer.seek(partition, position);
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> points, Consumer<@Nullable Exception> callback) {
        consumer.commitAsync(points, (committed, failure) -> callback.accept(failure));
    }

    @Override
    public int partitionCount() {
        int count = 0;
        for (String topic : topics) {
            try {
                List<PartitionInfo> partitions = consumer.partitionsFor(topic, Duration.ofSeconds(1));
                count += partitions == null ? 0 : partitions.size();
            } catch (KafkaException e) {
                // Not there, or not told: nothing of it is anybody's to share.
                continue;
            }
        }
        return count;
    }
}
