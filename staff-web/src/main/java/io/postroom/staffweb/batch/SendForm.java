package io.postroom.staffweb.batch;

import io.postroom.staffweb.pages.Words;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody chose under a checked spreadsheet, right or wrong.
 *
 * @param typed by name of the field
 */
record SendForm(Map<String, String> typed) {
    SendForm {
        typed = Map.copyOf(typed);
    }

    boolean isTicked(String field) {
        return "yes".equals(typed.get(field));
    }

    /** Without an answer repeated messages are left out. */
    public boolean leavesOutRepeated() {
        return typed.isEmpty() || isTicked("repeated");
    }

    public boolean leavesOutSentToday() {
        return isTicked("today");
    }

    boolean isLater() {
        return "later".equals(typed.get("when"));
    }

    /** What stands in a field. */
    public String of(String field) {
        return typed.getOrDefault(field, "");
    }

    /** The time that was asked for, or nothing when it is none. */
    Optional<Instant> time() {
        String[] clock = of("time").strip().replace('.', ':').split(":");
        try {
            if (clock.length != 2) {
                return Optional.empty();
            }
            LocalDate day = LocalDate.of(number(of("year")), number(of("month")), number(of("day")));
            LocalTime time = LocalTime.of(number(clock[0]), number(clock[1]));
            return Optional.of(ZonedDateTime.of(day, time, Words.ZONE).toInstant());
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static int number(@Nullable String text) {
        return Integer.parseInt(text == null ? "" : text.strip());
    }

    @Override
    public String toString() {
        return "SendForm[•••]";
    }
}
