package io.postroom.ingestservice.door;

import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.rules.RuleBook;
import io.postroom.schemas.v1.CaseEvent;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of sources outside of the topology, and makes of each the event that the door makes. Blocks while the
 * registry cannot answer. Safe for use by any thread.
 */
public final class RecordedEvents {
    private final EventReader events;

    /** By the mappings of these rules. */
    public RecordedEvents(AvroDecoder avro, RuleBook rules, String sendTopic) {
        this.events = new EventReader(new PayloadReader(avro), rules, sendTopic);
    }

    /** The event of a record; null where it is none, or cannot be read. */
    public @Nullable CaseEvent read(ConsumerRecord<byte[], byte[]> record) {
        return read(record, record.offset(), Instant.ofEpochMilli(record.timestamp()));
    }

    /**
     * Whether the record would be another event if it stood at another place of its topic, as when it is published again: its
     * mapping takes the id from the position, or the time from the record's.
     */
    public boolean belongsToItsPlace(ConsumerRecord<byte[], byte[]> record) {
        CaseEvent here = read(record);
        CaseEvent there = read(record, record.offset() + 1,
                Instant.ofEpochMilli(record.timestamp()).plus(Duration.ofHours(1)));
        return here == null || !here.equals(there);
    }

    private @Nullable CaseEvent read(ConsumerRecord<byte[], byte[]> record, long offset, Instant timestamp) {
        Arrival arrival = new Arrival(record.topic(), record.partition(), offset, timestamp,
                Arrival.text(record.headers()), record.value());
        return events.read(arrival) instanceof Reading.Event(CaseEvent event) ? event : null;
    }
}
