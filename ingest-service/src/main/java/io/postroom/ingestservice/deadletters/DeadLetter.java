package io.postroom.ingestservice.deadletters;

import io.postroom.schemas.Names;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What is known of a dead letter without its key and value, which may hold personal data.
 *
 * @param id     where it lies
 * @param reason a code of the closed list
 * @param detail one sentence, without any value of the record
 * @param origin where it stood before
 * @param at     when it was put aside
 * @param size   of its value, in bytes
 */
record DeadLetter(LetterId id, String reason, String detail, LetterId origin, Instant at, int size) {
    static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        LetterId origin = new LetterId(text(headers, Names.Headers.DEAD_LETTER_TOPIC, ""),
                (int) number(headers, Names.Headers.DEAD_LETTER_PARTITION),
                number(headers, Names.Headers.DEAD_LETTER_OFFSET));
        long at = number(headers, Names.Headers.DEAD_LETTER_AT);
        return new DeadLetter(id(record), text(headers, Names.Headers.DEAD_LETTER_REASON, "unknown"),
                text(headers, Names.Headers.DEAD_LETTER_DETAIL, ""), origin,
                Instant.ofEpochMilli(at < 0 ? record.timestamp() : at), Math.max(0, record.serializedValueSize()));
    }

    static LetterId id(ConsumerRecord<byte[], byte[]> record) {
        return new LetterId(record.topic(), record.partition(), record.offset());
    }

    static String text(Headers headers, String name, String otherwise) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? otherwise
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** A whole number, or -1 where there is none. */
    private static long number(Headers headers, String name) {
        String text = text(headers, name, "");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }
}
