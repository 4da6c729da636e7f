package io.postroom.content.letter;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When a letter is printed and when it arrives, in London time. What is asked for before 17:30 is printed on the next
 * working day, at 17:30 or later on the one after; working days are Monday to Friday without the bank holidays of
 * England and Wales. First class post is delivered on Saturdays too. The days that each class takes are those of GOV.UK
 * Notify; nights and both changes of the clock are those of {@code Europe/London}. Any moment is accepted.
 *
 * @param printedBy when it is printed at the latest
 * @param earliestDelivery the end of the first day on which it may arrive
 * @param latestDelivery the end of the last day on which it should arrive
 */
public record LetterTiming(ZonedDateTime printedBy, ZonedDateTime earliestDelivery, ZonedDateTime latestDelivery) {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final LocalTime CUT_OFF = LocalTime.of(17, 30);
    // Added to the local time, it moves the cut-off to midnight.
    private static final Duration CUT_OFF_TO_MIDNIGHT = Duration.ofMinutes(6 * 60 + 30);
    private static final LocalTime PRINTED_BY = LocalTime.of(15, 0);
    private static final LocalTime DELIVERED_BY = LocalTime.of(16, 0);

    /** The timing of a letter that was asked for at a moment. */
    public static LetterTiming of(Instant createdAt, Postage postage) {
        LocalDate printDay = printDay(createdAt);
        return new LetterTiming(at(printDay, PRINTED_BY),
                at(deliveryDay(printDay, postage, fewestDays(postage)), DELIVERED_BY),
                at(deliveryDay(printDay, postage, mostDays(postage)), DELIVERED_BY));
    }

    /** The day on which a letter that was asked for at a moment is printed. */
    public static LocalDate printDay(Instant createdAt) {
        LocalDate day = LocalDateTime.ofInstant(createdAt, LONDON).plus(CUT_OFF_TO_MIDNIGHT).toLocalDate();
        return nextWorkingDay(day, false);
    }

    /** Until when, exclusively, a letter that was asked for at a moment can be cancelled: the next cut-off, on any day. */
    public static ZonedDateTime cancellableUntil(Instant createdAt) {
        LocalDateTime created = LocalDateTime.ofInstant(createdAt, LONDON);
        LocalDate day = created.toLocalTime().isBefore(CUT_OFF)
                ? created.toLocalDate()
                : created.toLocalDate().plusDays(1);
        return at(day, CUT_OFF);
    }

    private static int fewestDays(Postage postage) {
        return switch (postage) {
            case FIRST -> 1;
            case SECOND, ECONOMY, EUROPE -> 4;
            case REST_OF_WORLD -> 6;
        };
    }

    private static int mostDays(Postage postage) {
        return switch (postage) {
            case FIRST -> 1;
            case SECOND -> 5;
            case EUROPE -> 6;
            case ECONOMY -> 7;
            case REST_OF_WORLD -> 8;
        };
    }

    private static LocalDate deliveryDay(LocalDate printDay, Postage postage, int days) {
        LocalDate day = printDay;
        for (int i = 0; i < days; i++) {
            day = nextWorkingDay(day, postage == Postage.FIRST);
        }
        return day;
    }

    private static LocalDate nextWorkingDay(LocalDate after, boolean saturdays) {
        LocalDate day = after.plusDays(1);
        while (day.getDayOfWeek() == DayOfWeek.SUNDAY || !saturdays && day.getDayOfWeek() == DayOfWeek.SATURDAY
                || BankHolidays.includes(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private static ZonedDateTime at(LocalDate day, LocalTime time) {
        return ZonedDateTime.of(day, time, LONDON);
    }
}
