package io.postroom.ingestservice.door;

import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.sources.ListeningSince;
import io.postroom.ingestservice.wire.DeadLetterHeaders;
import io.postroom.ingestservice.wire.Sorted;
import io.postroom.ingestservice.wire.UnreadableReason;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.InternalEvent;
import io.postroom.schemas.v1.SendRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where records come in: has no state, so that a source may gain partitions, and reads bytes, so that one record that
 * cannot be read is one dead letter.
 *
 * <p>Waits inside {@link #process} while the registry cannot answer: the record is neither lost nor given up. One instance
 * a task, used by its stream thread.
 */
public final class Door implements Processor<byte[], byte[], byte[], Sorted<InternalEvent>> {
    private static final Logger log = LoggerFactory.getLogger(Door.class);

    private final EventReader events;
    private final Admission admission;
    private final ListeningSince listening;
    private final UnaryOperator<String> deadLetterTopic;
    private final IngestMeters meters;
    private final Clock clock;
    private final int maxBytes;
    private @Nullable ProcessorContext<byte[], Sorted<InternalEvent>> context;

    Door(EventReader events, Admission admission, ListeningSince listening, UnaryOperator<String> deadLetterTopic,
            IngestMeters meters, Clock clock, int maxBytes) {
        this.events = events;
        this.admission = admission;
        this.listening = listening;
        this.deadLetterTopic = deadLetterTopic;
        this.meters = meters;
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    @Override
    public void init(ProcessorContext<byte[], Sorted<InternalEvent>> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata position = context().recordMetadata().orElseThrow();
        String topic = position.topic();
        Instant timestamp = Instant.ofEpochMilli(record.timestamp());
        if (listening.isHistory(topic, timestamp)) {
            meters.consumed(topic, "history");
            return;
        }
        byte[] value = record.value();
        if (value != null && value.length > maxBytes) {
            refuse(record, position, new Reading.Unreadable(UnreadableReason.TOO_LARGE,
                    "The record has " + value.length + " bytes; at most " + maxBytes + " are read."));
            return;
        }
        Arrival arrival = new Arrival(topic, position.partition(), position.offset(), timestamp,
                Arrival.text(record.headers()), value);
        switch (events.read(arrival)) {
            case Reading.Event(CaseEvent event) -> admit(record, topic, admission.admit(event, arrival));
            case Reading.Send(SendRequest request) -> admit(record, topic, admission.admit(request, arrival));
            case Reading.Nothing() -> meters.consumed(topic, "tombstone");
            case Reading.Unreadable unreadable -> refuse(record, position, unreadable);
        }
    }

    private void admit(Record<byte[], byte[]> record, String topic, Sorted.Usable<InternalEvent> admitted) {
        meters.consumed(topic, "admitted");
        // Foreign headers end here; what Postroom needs of them is in the event.
        context().forward(new Record<>(record.key(), admitted, record.timestamp(), new RecordHeaders()));
    }

    private void refuse(Record<byte[], byte[]> record, RecordMetadata position, Reading.Unreadable unreadable) {
        String topic = position.topic();
        meters.consumed(topic, unreadable.reason().code());
        meters.deadLetter(topic, unreadable.reason().code());
        log.atWarn().addKeyValue("topic", topic).addKeyValue("partition", position.partition())
                .addKeyValue("offset", position.offset()).addKeyValue("reason", unreadable.reason().code())
                .addKeyValue("detail", unreadable.detail()).log("A record cannot be read and becomes a dead letter");
        context().forward(new Record<>(record.key(),
                new Sorted.DeadLetter<InternalEvent>(deadLetterTopic.apply(topic),
                        Objects.requireNonNull(record.value())),
                record.timestamp(), DeadLetterHeaders.of(record.headers(), position, unreadable.reason(),
                        unreadable.detail(), clock.instant())));
    }

    private ProcessorContext<byte[], Sorted<InternalEvent>> context() {
        return Objects.requireNonNull(context, "The processor is used before it was started.");
    }
}
