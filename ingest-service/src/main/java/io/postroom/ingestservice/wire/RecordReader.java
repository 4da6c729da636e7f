package io.postroom.ingestservice.wire;

import io.postroom.ingestservice.meters.IngestMeters;
import java.time.Clock;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the records of one contract from topics of Postroom's own; what is none of it becomes a dead letter.
 *
 * <p>Blocks while the registry cannot answer. Safe for use by any thread.
 *
 * @param <T> the contract
 */
public final class RecordReader<T extends SpecificRecord> {
    private static final Logger log = LoggerFactory.getLogger(RecordReader.class);

    private final Class<T> type;
    private final AvroDecoder avro;
    private final String deadLetterTopic;
    private final IngestMeters meters;
    private final Clock clock;

    /**
     * A reader of one contract.
     *
     * @param deadLetterTopic where all else goes; must exist
     */
    public RecordReader(Class<T> type, AvroDecoder avro, String deadLetterTopic, IngestMeters meters, Clock clock) {
        this.type = type;
        this.avro = avro;
        this.deadLetterTopic = deadLetterTopic;
        this.meters = meters;
        this.clock = clock;
    }

    /** Hands the record to one of the two, or to none when it is a tombstone. */
    public <R> void read(Record<byte[], byte[]> record, RecordMetadata position, Consumer<T> usable,
            Consumer<Record<byte[], Sorted<R>>> unusable) {
        byte[] value = record.value();
        if (value == null || value.length == 0) {
            return;
        }
        Decoded decoded = AvroDecoder.begins(value)
                ? avro.decode(value)
                : new Decoded.Unreadable(UnreadableReason.MALFORMED, "The bytes are not in Confluent's wire format.");
        switch (decoded) {
            case Decoded.Ours(SpecificRecord own) when type.isInstance(own) -> usable.accept(type.cast(own));
            case Decoded.Ours(SpecificRecord own) ->
                unusable.accept(give(record, position, value, unsupported(own.getSchema().getFullName())));
            case Decoded.Foreign(var foreign) ->
                unusable.accept(give(record, position, value, unsupported(foreign.getSchema().getFullName())));
            case Decoded.Unreadable unreadable -> unusable.accept(give(record, position, value, unreadable));
        }
    }

    private Decoded.Unreadable unsupported(String name) {
        return new Decoded.Unreadable(UnreadableReason.UNSUPPORTED,
                "The record is a " + name + "; this topic takes " + type.getName() + ".");
    }

    private <R> Record<byte[], Sorted<R>> give(Record<byte[], byte[]> record, RecordMetadata position, byte[] value,
            Decoded.Unreadable why) {
        meters.deadLetter(position.topic(), why.reason().code());
        log.atWarn().addKeyValue("topic", position.topic()).addKeyValue("partition", position.partition())
                .addKeyValue("offset", position.offset()).addKeyValue("reason", why.reason().code())
                .addKeyValue("detail", why.detail()).log("A record cannot be read and becomes a dead letter");
        Sorted<R> letter = new Sorted.DeadLetter<>(deadLetterTopic, value);
        return new Record<>(record.key(), letter, record.timestamp(),
                DeadLetterHeaders.of(record.headers(), position, why.reason(), why.detail(), clock.instant()));
    }
}
