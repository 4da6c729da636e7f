package io.postroom.benchmarks.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A message: its number, and when it was published.
 *
 * @param number from 0
 * @param publishedMicros microseconds since 1970
 */
record Payload(int number, long publishedMicros) {
    /** About what a request for a text takes in Avro. */
    private static final int BYTES = 250;
    private static final int KEYS = 100_000;

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putInt(number).putLong(publishedMicros).array();
    }

    byte[] key() {
        return ("case-" + number % KEYS).getBytes(StandardCharsets.US_ASCII);
    }

    static Payload of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Payload(buffer.getInt(), buffer.getLong());
    }

    static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
