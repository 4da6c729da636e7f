package io.postroom.staffweb.readmodel;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.NotificationStatus;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

/** Puts each poll of the status and decision topics into the read model, before its offsets are committed. */
public final class ReadModelListener implements BatchMessageListener<String, byte[]> {
    private final RecordReader reader;
    private final Projection projection;

    /** A listener that writes to a projection. */
    public ReadModelListener(KafkaAvroDeserializer deserializer, Projection projection) {
        this.reader = new RecordReader(deserializer);
        this.projection = projection;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        List<NotificationStatus> statuses = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            SpecificRecord read = reader.read(record).orElse(null);
            if (read instanceof NotificationStatus status) {
                statuses.add(status);
            } else if (read instanceof Decision decision) {
                decisions.add(decision);
            }
        }
        projection.take(statuses, decisions);
    }
}
