package io.postroom.ingestservice.door;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands before the door. Prints as its position alone.
 *
 * @param timestamp the record's own, but never later than now
 * @param headers as text; of several with one name the last
 * @param value null for a tombstone
 */
record Arrival(String topic, int partition, long offset, Instant timestamp, Map<String, String> headers,
        byte @Nullable [] value) {
    Arrival {
        headers = Map.copyOf(headers);
    }

    static Map<String, String> text(Headers headers) {
        Map<String, String> text = new HashMap<>();
        for (Header header : headers) {
            if (header.key() != null && header.value() != null) {
                text.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return text;
    }

    @Override
    public String toString() {
        return "Arrival[" + topic + "-" + partition + "@" + offset + "]";
    }
}
