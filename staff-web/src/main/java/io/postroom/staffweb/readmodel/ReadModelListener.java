package io.postroom.staffweb.readmodel;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Suppression;
import java.time.Clock;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Puts each poll of the topics that say what became of messages into the read model, before its offsets are committed. A
 * record that the database refuses is looked for by halves and passed over: the others are in no order that matters.
 */
public final class ReadModelListener implements BatchMessageListener<String, byte[]> {
    private final RecordReader reader;
    private final PassedOver passedOver;
    private final ProjectionLag lag;
    private final Projection projection;
    private final String suppressionTopic;

    /** A listener that writes to a projection; of {@code suppressionTopic} it follows removals too. */
    public ReadModelListener(KafkaAvroDeserializer deserializer, Projection projection, String suppressionTopic,
            MeterRegistry meters, Clock clock) {
        this.passedOver = new PassedOver(meters);
        this.lag = new ProjectionLag(clock, meters);
        this.reader = new RecordReader(deserializer, passedOver);
        this.projection = projection;
        this.suppressionTopic = suppressionTopic;
    }

    /** A record, and what it says; null where that is nothing, or nothing that can be read. */
    private record Read(ConsumerRecord<String, byte[]> from, @Nullable SpecificRecord says) {}

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        lag.begin(records);
        take(records.stream().map(record -> new Read(record, reader.read(record).orElse(null))).toList());
        lag.end();
    }

    private void take(List<Read> read) {
        try {
            projection.take(heard(read));
        } catch (RuntimeException e) {
            if (!PassedOver.isRefusal(e)) {
                throw e;
            }
            if (read.size() == 1) {
                passedOver.add(read.getFirst().from(), PassedOver.Why.REFUSED);
            } else {
                take(read.subList(0, read.size() / 2));
                take(read.subList(read.size() / 2, read.size()));
            }
        }
    }

    private Heard heard(List<Read> read) {
        Heard heard = new Heard();
        for (Read one : read) {
            switch (one.says()) {
                case NotificationStatus status -> heard.statuses().add(status);
                case Decision decision -> heard.decisions().add(decision);
                case ControlCommand command -> heard.commands().add(command);
                case Suppression suppression -> heard.suppressions().add(suppression);
                case null, default -> {
                    if (one.from().value() == null && one.from().topic().equals(suppressionTopic)) {
                        heard.forgotten().add(one.from().key());
                    }
                    // What cannot be read has been passed over; nothing else belongs on these topics.
                }
            }
        }
        return heard;
    }
}
