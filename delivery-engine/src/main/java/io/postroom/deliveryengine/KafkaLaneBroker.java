package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The real brokers. */
final class KafkaLaneBroker implements LaneBroker {
    private static final Duration LOOK_UP = Duration.ofSeconds(5);
    private static final Duration LEAVE = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private final Transactions transactions;

    KafkaLaneBroker(EngineConfig config, Lane lane) {
        ClientProperties properties = new ClientProperties(config);
        this.consumer = new KafkaConsumer<>(properties.laneConsumer(lane));
        this.topics = java.util.Objects.requireNonNull(config.topics().get(lane));
        this.transactions = new Transactions(
                () -> properties.transactionalProducer("hand-over-" + EngineMeters.tag(lane)));
    }

    @Override
    public void subscribe(Listener listener) {
        consumer.subscribe(topics, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                listener.assigned(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                listener.revoked(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                listener.lost(partitions);
            }
        });
    }

    @Override
    public Polled poll(Duration time) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(time);
        List<ConsumerRecord<byte[], byte[]>> list = new ArrayList<>(records.count());
        records.forEach(list::add);
        return new Polled(list, records.nextOffsets());
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
    public void pause(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        consumer.resume(partitions);
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> points, Consumer<@Nullable Exception> callback) {
        consumer.commitAsync(points, (committed, failure) -> callback.accept(failure));
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> points, Duration time) {
        consumer.commitSync(points, time);
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

    @Override
    public void sendAndCommit(List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> points) {
        transactions.run(producer -> {
            records.forEach(producer::send);
            producer.sendOffsetsToTransaction(points, consumer.groupMetadata());
        });
    }

    @Override
    public void close() {
        try {
            transactions.close();
        } finally {
            consumer.close(CloseOptions.timeout(LEAVE)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }
}
