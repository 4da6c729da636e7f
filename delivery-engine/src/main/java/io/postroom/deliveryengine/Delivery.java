package io.postroom.deliveryengine;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One attempt to deliver one record.
 *
 * @param record         the record as it came: topic, partition, offset, key, value and headers
 * @param request        what {@link RecordReader} made of it
 * @param facts          what {@link RecordReader} said of it
 * @param lane           the lane it came through
 * @param gate           the gate that let this attempt through; on a final outcome without an attempt, the preferred gate
 * @param attempt        1 for the first; attempts before a delay topic count, waiting for a gate does not
 * @param firstAttemptAt when the first attempt began
 * @param lastAttempt    whether a failure of this attempt is final
 * @param pace           the rate of the gate, for handlers that call their provider more than once
 * @param <T>            the type of the request
 */
public record Delivery<T>(ConsumerRecord<byte[], byte[]> record, T request, RequestFacts facts, Lane lane, String gate,
        int attempt, Instant firstAttemptAt, boolean lastAttempt, Pace pace) {

    /** Without the record and the request: they hold personal data. */
    @Override
    public String toString() {
        return "Delivery[" + facts.reference() + ", " + record.topic() + "-" + record.partition() + "@"
                + record.offset() + ", gate=" + gate + ", attempt=" + attempt + "]";
    }
}
