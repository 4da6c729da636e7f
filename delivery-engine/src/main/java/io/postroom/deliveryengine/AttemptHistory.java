package io.postroom.deliveryengine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a record has behind it.
 *
 * @param attempts attempts made that counted
 * @param firstAt  when the first began; null before it
 * @param spent    time spent on attempts and on the waits between them
 */
record AttemptHistory(int attempts, @Nullable Instant firstAt, Duration spent) {
    static final AttemptHistory NONE = new AttemptHistory(0, null, Duration.ZERO);

    /** What the headers of a record say; headers that make no sense count as absent. */
    static AttemptHistory of(Headers headers) {
        long attempts = number(headers, EngineHeaders.ATTEMPT);
        if (attempts <= 0 || attempts > Integer.MAX_VALUE) {
            return NONE;
        }
        long firstAt = number(headers, EngineHeaders.FIRST_ATTEMPT_AT);
        return new AttemptHistory((int) attempts, firstAt < 0 ? null : Instant.ofEpochMilli(firstAt),
                Duration.ofMillis(Math.max(0, number(headers, EngineHeaders.SPENT))));
    }

    /** With one more attempt behind it, and the time that it and the wait after it take. */
    AttemptHistory plus(Instant began, Duration took) {
        return new AttemptHistory(attempts + 1, firstAt == null ? began : firstAt, spent.plus(took));
    }

    static long number(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            return -1;
        }
        try {
            return Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
