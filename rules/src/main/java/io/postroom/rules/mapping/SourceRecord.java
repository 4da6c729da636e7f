package io.postroom.rules.mapping;

import java.time.Instant;
import java.util.Map;

/**
 * A record of a foreign topic, as mappings see it. Prints without its content.
 *
 * @param topic where it stands
 * @param partition where it stands
 * @param offset where it stands
 * @param timestamp the record's own timestamp
 * @param headers its headers as text, of several with one name the last; the attributes of a CloudEvent as
 *        {@code ce_…}, whichever mode it was published in
 * @param value its value, see {@link ForeignValues}
 */
public record SourceRecord(String topic, int partition, long offset, Instant timestamp, Map<String, String> headers,
        Map<String, Object> value) {
    public SourceRecord {
        headers = Map.copyOf(headers);
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
