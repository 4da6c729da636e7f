package io.postroom.staffweb.batch;

import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.postroom.staffweb.RunningStaffWeb.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What stands on a topic. */
final class SentRecords {
    private SentRecords() {}

    /** All of it, to the present end, once there is at least so much. */
    static List<Object> read(Platform platform, String topic, int least) {
        List<Object> read = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", platform.broker().getBrokersAsString()), new StringDeserializer(),
                new ByteArrayDeserializer());
                KafkaAvroDeserializer avro = new KafkaAvroDeserializer(
                        platform.context().getBean(SchemaRegistryClient.class),
                        Map.of("schema.registry.url", "mock://staff-web", "specific.avro.reader", true))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> read.add(avro.deserialize(topic, record.value())));
                return read.size() >= least && ends.entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return read;
    }
}
