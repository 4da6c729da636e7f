package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real broker on a free port, and plain clients to look at it with. */
final class TestBroker implements AutoCloseable {
    private final Runnable stop;
    private final String bootstrap;
    private final Admin admin;

    TestBroker() {
        this(embedded());
    }

    private TestBroker(EmbeddedKafkaKraftBroker broker) {
        this(broker.getBrokersAsString(), broker::destroy);
    }

    /** Looks at a broker that somebody else runs. */
    TestBroker(String bootstrap, Runnable stop) {
        this.bootstrap = bootstrap;
        this.stop = stop;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    private static EmbeddedKafkaKraftBroker embedded() {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperty("transaction.state.log.replication.factor", "1");
        broker.brokerProperty("transaction.state.log.min.isr", "1");
        broker.brokerProperty("offsets.topic.num.partitions", "4");
        broker.brokerProperty("transaction.state.log.num.partitions", "4");
        broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
        broker.brokerProperty("group.consumer.heartbeat.interval.ms", "500");
        broker.brokerProperty("group.consumer.min.heartbeat.interval.ms", "500");
        // A killed member is missed after this long.
        broker.brokerProperty("group.consumer.min.session.timeout.ms", "3000");
        broker.brokerProperty("group.consumer.session.timeout.ms", "3000");
        broker.brokerProperty("auto.create.topics.enable", "false");
        broker.afterPropertiesSet();
        return broker;
    }

    String bootstrap() {
        return bootstrap;
    }

    Map<String, Object> properties() {
        return Map.of("bootstrap.servers", bootstrap());
    }

    void createTopic(String name, int partitions) {
        try {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)
                    .configs(Map.of("message.timestamp.type", "LogAppendTime")))).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(Map.of("bootstrap.servers", bootstrap(), "linger.ms", 5,
                // A new topic's leader may refuse the first batch and take the second.
                "max.in.flight.requests.per.connection", 1, "key.serializer",
                ByteArraySerializer.class, "value.serializer", ByteArraySerializer.class));
    }

    /** Writes records with the values {@code from} to {@code to} (exclusive), spread over the keys in turn. */
    void produce(String topic, int from, int to, int keys) {
        try (Producer<byte[], byte[]> producer = producer()) {
            for (int i = from; i < to; i++) {
                producer.send(new ProducerRecord<>(topic, ("key-" + i % keys).getBytes(),
                        Integer.toString(i).getBytes()));
            }
            producer.flush();
        }
    }

    /** Everything that a topic holds now. */
    List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrap(),
                "isolation.level", "read_committed", "key.deserializer", ByteArrayDeserializer.class,
                "value.deserializer", ByteArrayDeserializer.class))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /**
     * How far a group is behind the end of a topic, transaction markers counted. To the end of the log: behind a
     * transaction that a killed process left open more may stand than readers see yet.
     */
    long lag(String group, String topic) {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = committed(group);
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions()
                    .forEach(info -> latest.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get()
                    .entrySet().stream()
                    .mapToLong(end -> end.getValue().offset()
                            - Optional.ofNullable(committed.get(end.getKey())).map(OffsetAndMetadata::offset)
                                    .orElse(0L))
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a group has committed, with the metadata. */
    Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void grow(String topic, int partitions) {
        try {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Partitions that the members of a group hold. */
    int assigned(String group) {
        try {
            return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                    .mapToInt(member -> member.assignment().topicPartitions().size()).sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    int members(String group) {
        try {
            return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().size();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
        stop.run();
    }
}
