package io.postroom.content.letter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The bank holidays of England and Wales, by the rules of the Banking and Financial Dealings Act 1971 and of practice
 * since, with the days that were moved or added by proclamation from 2017 on. Christmas Day, Boxing Day and New Year's
 * Day count on their own dates too when a substitute day is given: no post is delivered on them.
 */
final class BankHolidays {

    private static final String EXCEPTIONS = "bank-holidays.txt";
    private static final Set<LocalDate> ADDED = exceptions('+');
    private static final Set<LocalDate> TAKEN_AWAY = exceptions('-');

    private BankHolidays() {}

    static boolean includes(LocalDate day) {
        return ADDED.contains(day) || byRule(day) && !TAKEN_AWAY.contains(day);
    }

    private static boolean byRule(LocalDate day) {
        int year = day.getYear();
        LocalDate easter = easterSunday(year);
        LocalDate christmas = LocalDate.of(year, Month.DECEMBER, 25);
        LocalDate boxingDay = christmas.plusDays(1);
        LocalDate newYear = LocalDate.of(year, Month.JANUARY, 1);
        return day.equals(newYear) || day.equals(substitute(newYear, 1)) || day.equals(easter.minusDays(2))
                || day.equals(easter.plusDays(1)) || day.equals(firstMonday(year, Month.MAY))
                || day.equals(lastMonday(year, Month.MAY)) || day.equals(lastMonday(year, Month.AUGUST))
                || day.equals(christmas) || day.equals(boxingDay) || day.equals(substitute(christmas, 2))
                || day.equals(substitute(boxingDay, 2));
    }

    /** The weekday kept instead of a holiday on a weekend, when so many holidays stand side by side; else the day itself. */
    private static LocalDate substitute(LocalDate holiday, int sideBySide) {
        return switch (holiday.getDayOfWeek()) {
            case SATURDAY -> holiday.plusDays(2);
            case SUNDAY -> holiday.plusDays(sideBySide);
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> holiday;
        };
    }

    private static LocalDate firstMonday(int year, Month month) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY));
    }

    private static LocalDate lastMonday(int year, Month month) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY));
    }

    /** The Gregorian rule as given by Butcher's Ecclesiastical Calendar (1876). */
    static LocalDate easterSunday(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
        int sum = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
        return LocalDate.of(year, sum / 31, sum % 31 + 1);
    }

    private static Set<LocalDate> exceptions(char sign) {
        Set<LocalDate> days = new HashSet<>();
        try (InputStream in = Objects.requireNonNull(BankHolidays.class.getResourceAsStream(EXCEPTIONS), EXCEPTIONS);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.isEmpty() && line.charAt(0) == sign)
                    .forEach(line -> days.add(LocalDate.parse(line.substring(1).strip())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Set.copyOf(days);
    }
}
