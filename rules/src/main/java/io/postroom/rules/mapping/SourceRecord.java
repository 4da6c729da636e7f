package io.postroom.rules.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;

/**
 * A record of a foreign topic, as mappings see it. Prints without its content.
 *
 * @param topic where it stands
 * @param partition where it stands
 * @param offset where it stands
 * @param timestamp the record's own timestamp
 * @param headers its headers as text; of several with one name the last
 * @param value its value, see {@link ForeignValues}
 */
public record SourceRecord(String topic, int partition, long offset, Instant timestamp, Map<String, String> headers,
        Map<String, Object> value) {
    public SourceRecord {
        headers = Map.copyOf(headers);
    }

    /** A record whose value is Avro. */
    public static SourceRecord ofAvro(String topic, int partition, long offset, Instant timestamp,
            Map<String, String> headers, IndexedRecord value) {
        return new SourceRecord(topic, partition, offset, timestamp, headers, ForeignValues.ofAvro(value));
    }

    /** A record whose value is JSON; a CloudEvent in structured mode is seen as it would be in binary mode. */
    public static SourceRecord ofJson(String topic, int partition, long offset, Instant timestamp,
            Map<String, String> headers, JsonNode value) {
        return StructuredCloudEvent.isOne(headers)
                ? new SourceRecord(topic, partition, offset, timestamp,
                        StructuredCloudEvent.binaryHeaders(headers, value),
                        ForeignValues.ofJson(StructuredCloudEvent.binaryValue(value)))
                : new SourceRecord(topic, partition, offset, timestamp, headers, ForeignValues.ofJson(value));
    }

    /** Topic, partition and offset in one word: the id of last resort. */
    public String position() {
        return topic + "-" + partition + "-" + offset;
    }

    @Override
    public String toString() {
        return "SourceRecord[" + position() + "]";
    }
}
