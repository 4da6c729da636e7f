package io.postroom.staffweb.send;

import io.postroom.staffweb.pages.Words;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a message is to go, as somebody typed it, right or wrong.
 *
 * @param later whether it is to wait; null before it was asked
 * @param day the day of the month
 * @param month its number
 * @param year with four digits
 * @param time hours and minutes of the United Kingdom's clocks
 */
public record SendTime(@Nullable Boolean later, String day, String month, String year,
        String time) implements Serializable {
    /** Before it was asked. */
    static final SendTime UNASKED = new SendTime(null, "", "", "", "");

    /** What waits lies in ingest's stores, and what is planned for later than this is forgotten by people. */
    static final Duration AT_MOST = Duration.ofDays(366);

    private static final long serialVersionUID = 1L;
    private static final Pattern TIME = Pattern.compile("(\\d{1,2})[:.](\\d{2})\\s*(am|pm)?",
            Pattern.CASE_INSENSITIVE);

    /** The code of the text that says what is wrong with it at a moment, or null if nothing is. */
    @Nullable
    String problem(Instant now) {
        if (later == null) {
            return "send.time.none";
        }
        if (!later) {
            return null;
        }
        if (clockTime() == null) {
            return "send.time.clock";
        }
        Instant at = at();
        if (at == null) {
            return "send.time.day";
        }
        if (!at.isAfter(now)) {
            return "send.time.past";
        }
        return at.isAfter(now.plus(AT_MOST)) ? "send.time.far" : null;
    }

    /** The moment, or null for as soon as possible and for what is no moment. */
    public @Nullable Instant at() {
        LocalTime clock = clockTime();
        if (later == null || !later || clock == null) {
            return null;
        }
        try {
            return ZonedDateTime.of(LocalDate.of(number(year), number(month), number(day)), clock, Words.ZONE)
                    .toInstant();
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    private @Nullable LocalTime clockTime() {
        Matcher matcher = TIME.matcher(time.strip());
        if (!matcher.matches()) {
            return null;
        }
        int hour = number(matcher.group(1));
        String half = matcher.group(3);
        if (half != null && (hour < 1 || hour > 12)) {
            return null;
        }
        int full = half == null ? hour : hour % 12 + (half.equalsIgnoreCase("pm") ? 12 : 0);
        try {
            return LocalTime.of(full, number(matcher.group(2)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(String typed) {
        return Integer.parseInt(typed.strip());
    }
}
