package io.postroom.deliveryengine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes the records that leave the engine: delayed ones, returned ones, dead letters. Bytes stay as they came. */
final class DurableRecords {
    private final UnaryOperator<String> deadLetterTopic;

    DurableRecords(UnaryOperator<String> deadLetterTopic) {
        this.deadLetterTopic = deadLetterTopic;
    }

    ProducerRecord<byte[], byte[]> delayed(ConsumerRecord<byte[], byte[]> record, AttemptHistory history,
            DelayTier tier, Instant now) {
        Headers headers = new RecordHeaders(record.headers());
        put(headers, EngineHeaders.ATTEMPT, history.attempts());
        Instant firstAt = history.firstAt();
        put(headers, EngineHeaders.FIRST_ATTEMPT_AT, (firstAt == null ? now : firstAt).toEpochMilli());
        put(headers, EngineHeaders.SPENT, history.spent().toMillis());
        put(headers, EngineHeaders.NOT_BEFORE, now.plus(tier.delay()).toEpochMilli());
        put(headers, EngineHeaders.ORIGIN_TOPIC, record.topic());
        return new ProducerRecord<>(tier.topic(), null, record.key(), record.value(), headers);
    }

    /** What the forwarder sends back to the lane. */
    static ProducerRecord<byte[], byte[]> returned(ConsumerRecord<byte[], byte[]> record, String originTopic) {
        Headers headers = new RecordHeaders(record.headers());
        headers.remove(EngineHeaders.NOT_BEFORE);
        headers.remove(EngineHeaders.ORIGIN_TOPIC);
        return new ProducerRecord<>(originTopic, null, record.key(), record.value(), headers);
    }

    ProducerRecord<byte[], byte[]> dead(ConsumerRecord<byte[], byte[]> record, String reason, String detail,
            Instant now) {
        Headers headers = new RecordHeaders(record.headers());
        put(headers, EngineHeaders.DEAD_LETTER_REASON, reason);
        put(headers, EngineHeaders.DEAD_LETTER_DETAIL, detail);
        put(headers, EngineHeaders.DEAD_LETTER_TOPIC, record.topic());
        put(headers, EngineHeaders.DEAD_LETTER_PARTITION, record.partition());
        put(headers, EngineHeaders.DEAD_LETTER_OFFSET, record.offset());
        put(headers, EngineHeaders.DEAD_LETTER_AT, now.toEpochMilli());
        return new ProducerRecord<>(deadLetterTopic.apply(record.topic()), null, record.key(), record.value(), headers);
    }

    private static void put(Headers headers, String name, long value) {
        put(headers, name, Long.toString(value));
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
