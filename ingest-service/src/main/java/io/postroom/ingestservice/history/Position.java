package io.postroom.ingestservice.history;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** One end of a range of records: a moment, or an offset of each partition. */
sealed interface Position {
    /** The first record of then or later. */
    record Moment(Instant at) implements Position {}

    /** The record with this offset. */
    record Offset(long offset) implements Position {}

    /** From {@code 2026-11-20T09:30:00Z} or {@code 4711}. */
    static Position parse(String text) {
        if (text.matches("\\d{1,18}")) {
            return new Offset(Long.parseLong(text));
        }
        try {
            return new Moment(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a moment, such as 2026-11-20T09:30:00Z, nor an offset.", e);
        }
    }
}
