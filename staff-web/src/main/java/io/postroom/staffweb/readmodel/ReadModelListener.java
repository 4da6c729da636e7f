package io.postroom.staffweb.readmodel;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Suppression;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

/** Puts each poll of the topics that say what became of messages into the read model, before its offsets are committed. */
public final class ReadModelListener implements BatchMessageListener<String, byte[]> {
    private final RecordReader reader;
    private final Projection projection;
    private final String suppressionTopic;

    /** A listener that writes to a projection; of {@code suppressionTopic} it follows removals too. */
    public ReadModelListener(KafkaAvroDeserializer deserializer, Projection projection, String suppressionTopic) {
        this.reader = new RecordReader(deserializer);
        this.projection = projection;
        this.suppressionTopic = suppressionTopic;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        Heard heard = new Heard();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.value() == null && record.topic().equals(suppressionTopic)) {
                heard.forgotten().add(record.key());
                continue;
            }
            switch (reader.read(record).orElse(null)) {
                case NotificationStatus status -> heard.statuses().add(status);
                case Decision decision -> heard.decisions().add(decision);
                case ControlCommand command -> heard.commands().add(command);
                case Suppression suppression -> heard.suppressions().add(suppression);
                case null, default -> {
                    // What cannot be read has been logged; nothing else belongs on these topics.
                }
            }
        }
        projection.take(heard);
    }
}
