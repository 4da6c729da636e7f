package io.postroom.ingestservice.wire;

import io.postroom.schemas.Names;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** The headers that a dead letter carries besides its own. */
public final class DeadLetterHeaders {
    private DeadLetterHeaders() {}

    /** The record's own headers and why, where and when it was given up. */
    public static Headers of(Headers own, RecordMetadata position, UnreadableReason reason, String detail,
            Instant now) {
        RecordHeaders headers = new RecordHeaders(own.toArray());
        put(headers, Names.Headers.DEAD_LETTER_REASON, reason.code());
        put(headers, Names.Headers.DEAD_LETTER_DETAIL, detail);
        put(headers, Names.Headers.DEAD_LETTER_TOPIC, position.topic());
        put(headers, Names.Headers.DEAD_LETTER_PARTITION, Integer.toString(position.partition()));
        put(headers, Names.Headers.DEAD_LETTER_OFFSET, Long.toString(position.offset()));
        put(headers, Names.Headers.DEAD_LETTER_AT, Long.toString(now.toEpochMilli()));
        return headers;
    }

    private static void put(RecordHeaders headers, String name, String value) {
        // A record that is given up a second time tells of the last time only.
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
