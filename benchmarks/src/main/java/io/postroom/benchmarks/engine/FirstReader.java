package io.postroom.benchmarks.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic through before anybody is measured by it. Whoever is the first to read what has just been written would otherwise
 * pay for a broker that has not served readers yet.
 */
final class FirstReader {
    private FirstReader() {}

    /** Returns how many messages there are. */
    static int read(String bootstrapServers, String topic) {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            int messages = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                messages += consumer.poll(Duration.ofSeconds(1)).count();
            }
            return messages;
        }
    }
}
