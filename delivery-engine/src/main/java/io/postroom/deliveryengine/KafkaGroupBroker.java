package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The real brokers: one consumer and its transactions. */
class KafkaGroupBroker implements GroupBroker {
    private static final Duration LEAVE = Duration.ofSeconds(10);

    final KafkaConsumer<byte[], byte[]> consumer;
    final List<String> topics;
    private final Transactions transactions;

    KafkaGroupBroker(Map<String, Object> properties, List<String> topics, Transactions transactions) {
        this.consumer = new KafkaConsumer<>(properties);
        this.topics = topics;
        this.transactions = transactions;
    }

    /** All delay topics. */
    static KafkaGroupBroker ofDelays(EngineConfig config) {
        ClientProperties properties = new ClientProperties(config);
        return new KafkaGroupBroker(properties.delayConsumer(),
                config.delayTiers().stream().map(DelayTier::topic).toList(),
                new Transactions(() -> properties.transactionalProducer("delay-forwarder")));
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
    public void pause(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        consumer.resume(partitions);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> points, Duration time) {
        consumer.commitSync(points, time);
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
