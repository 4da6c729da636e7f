package io.postroom.ingestservice.deadletters;

import io.postroom.schemas.Names;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * The mark that follows a dead letter in its own partition when somebody has dealt with it. A dead-letter topic is a
 * log: nothing in it is changed, and what was done with a letter, when and why, stays beside it as long as the letter.
 */
enum Handled {
    REDRIVEN, DISCARDED;

    /** The mark for a letter. It has no value, so that no reader of dead letters takes it for one. */
    ProducerRecord<byte[], byte[]> mark(LetterId letter, String why, Instant now) {
        ProducerRecord<byte[], byte[]> mark = new ProducerRecord<>(letter.topic(), letter.partition(),
                bytes(letter.toString()), null);
        put(mark.headers(), Names.Headers.DEAD_LETTER_HANDLED, name().toLowerCase(Locale.ROOT));
        put(mark.headers(), Names.Headers.DEAD_LETTER_HANDLED_OFFSET, Long.toString(letter.offset()));
        put(mark.headers(), Names.Headers.DEAD_LETTER_HANDLED_AT, Long.toString(now.toEpochMilli()));
        put(mark.headers(), Names.Headers.DEAD_LETTER_HANDLED_WHY, why);
        return mark;
    }

    /** The letter that a record marks; empty if it is no mark. */
    static Optional<LetterId> marked(ConsumerRecord<byte[], byte[]> record) {
        if (record.headers().lastHeader(Names.Headers.DEAD_LETTER_HANDLED) == null) {
            return Optional.empty();
        }
        long offset = Long
                .parseLong(DeadLetter.text(record.headers(), Names.Headers.DEAD_LETTER_HANDLED_OFFSET, "-1"));
        return Optional.of(new LetterId(record.topic(), record.partition(), offset));
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
