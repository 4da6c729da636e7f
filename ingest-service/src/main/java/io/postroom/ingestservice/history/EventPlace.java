package io.postroom.ingestservice.history;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where an event stands.
 *
 * @param at when it came there, by the record's own time
 */
record EventPlace(String topic, int partition, long offset, Instant at) {
    static EventPlace of(ConsumerRecord<?, ?> record) {
        return new EventPlace(record.topic(), record.partition(), record.offset(),
                Instant.ofEpochMilli(record.timestamp()));
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
