package io.postroom.local.cli;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads decisions, statuses and receipts from now on, as the staff pages will: assigned, not in a group, committed
 * records only.
 *
 * <p>One thread owns the consumer and calls the listener.
 */
final class Follower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaAvroDeserializer avro = new KafkaAvroDeserializer();
    private final Consumer<Object> listener;
    private final CountDownLatch positioned = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean stopping;

    private Follower(String bootstrapServers, String registryUrl, Names.Topics topics, Consumer<Object> listener) {
        this.listener = listener;
        avro.configure(Map.of(KafkaAvroDeserializerConfig.SCHEMA_REGISTRY_URL_CONFIG, registryUrl,
                KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG, true), false);
        this.consumer = new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream
                .of(topics.decision(), topics.status(), topics.receipt(Channel.SMS), topics.receipt(Channel.EMAIL),
                        topics.receipt(Channel.LETTER))
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        this.thread = Thread.ofPlatform().name("follower").daemon().unstarted(() -> run(partitions));
    }

    /** Starts following; what is published after this has returned is seen. */
    static Follower start(String bootstrapServers, String registryUrl, Names.Topics topics,
            Consumer<Object> listener) {
        Follower follower = new Follower(bootstrapServers, registryUrl, topics, listener);
        follower.thread.start();
        try {
            follower.positioned.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the topics were opened.", e);
        }
        return follower;
    }

    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(List<TopicPartition> partitions) {
        try (consumer; avro) {
            // The seek is lazy: only asking for a position fixes it.
            partitions.forEach(consumer::position);
            positioned.countDown();
            while (!stopping) {
                consumer.poll(POLL).forEach(this::hear);
            }
        } catch (WakeupException e) {
            if (!stopping) {
                throw e;
            }
        } finally {
            positioned.countDown();
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        try {
            Object value = avro.deserialize(record.topic(), record.value());
            if (value != null) {
                listener.accept(value);
            }
        } catch (SerializationException e) {
            // Somebody tries out garbage; it is for the services to say so.
            return;
        }
    }
}
