package io.postroom.ingestservice.door;

import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.sources.ListeningSince;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.wire.Sorted;
import io.postroom.rules.RuleBook;
import io.postroom.rules.identity.KeyHasher;
import io.postroom.schemas.v1.InternalEvent;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/** Gives each task its door. */
public final class DoorSupplier implements ProcessorSupplier<byte[], byte[], byte[], Sorted<InternalEvent>> {
    private final EventReader events;
    private final Admission admission;
    private final ListeningSince listening;
    private final UnaryOperator<String> deadLetterTopic;
    private final IngestMeters meters;
    private final Clock clock;
    private final int maxBytes;

    /**
     * Doors of one installation.
     *
     * @param deadLetterTopic where unreadable records of a topic go; must exist
     * @param maxBytes larger records are dead-lettered
     */
    public DoorSupplier(AvroDecoder avro, RuleBook rules, KeyHasher keys, String sendTopic, ListeningSince listening,
            UnaryOperator<String> deadLetterTopic, IngestMeters meters, Clock clock, int maxBytes) {
        this.events = new EventReader(new PayloadReader(avro), rules, sendTopic);
        this.admission = new Admission(rules, keys);
        this.listening = listening;
        this.deadLetterTopic = deadLetterTopic;
        this.meters = meters;
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    @Override
    public Processor<byte[], byte[], byte[], Sorted<InternalEvent>> get() {
        return new Door(events, admission, listening, deadLetterTopic, meters, clock, maxBytes);
    }
}
