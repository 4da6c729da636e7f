package io.postroom.ingestservice.history;

import io.postroom.schemas.Names;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes events again where they stand, byte for byte under the same key, with the reason. In transactions of a bounded size
 * and under one transactional id, so that of two people at work the earlier one is stopped. For one thread.
 */
final class Repeating {
    private static final String TRANSACTIONAL_ID = "postroom-replay";
    private static final int IN_ONE_TRANSACTION = 500;

    private final Map<String, Object> settings;
    private final String why;

    Repeating(Map<String, Object> client, String why) {
        this.settings = new HashMap<>(client);
        this.why = why;
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    }

    /** Publishes those of the range that are wanted; gives how many. */
    int publish(Looking looking, Set<EventPlace> wanted) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            int[] count = new int[1];
            looking.records("publishing again", record -> {
                if (wanted.contains(EventPlace.of(record))) {
                    if (count[0] % IN_ONE_TRANSACTION == 0) {
                        producer.beginTransaction();
                    }
                    producer.send(again(record));
                    count[0]++;
                    if (count[0] % IN_ONE_TRANSACTION == 0) {
                        producer.commitTransaction();
                    }
                }
            });
            if (count[0] % IN_ONE_TRANSACTION != 0) {
                producer.commitTransaction();
            }
            return count[0];
        }
    }

    private ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> record) {
        ProducerRecord<byte[], byte[]> again = new ProducerRecord<>(record.topic(), record.key(), record.value());
        Headers headers = again.headers();
        record.headers().forEach(headers::add);
        headers.remove(Names.Headers.REPLAY_OF).remove(Names.Headers.REPLAY_WHY);
        headers.add(Names.Headers.REPLAY_OF, EventPlace.of(record).toString().getBytes(StandardCharsets.UTF_8));
        headers.add(Names.Headers.REPLAY_WHY, why.getBytes(StandardCharsets.UTF_8));
        return again;
    }
}
