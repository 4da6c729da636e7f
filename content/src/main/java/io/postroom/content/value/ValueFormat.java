package io.postroom.content.value;

import io.postroom.content.Language;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Writes values as the GOV.UK style guide asks for, in the language of the message. Money is in minor units of a
 * currency of ISO 4217; moments are told in the time of London. Every function is total: it writes something sensible
 * for every value.
 */
public final class ValueFormat {

    private static final ZoneId UNITED_KINGDOM = ZoneId.of("Europe/London");
    private static final List<String> MONTHS_EN = List.of("January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December");
    private static final List<String> MONTHS_CY = List.of("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
            "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr");
    private static final List<String> SHORT_MONTHS_EN = List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
            "Sep", "Oct", "Nov", "Dec");
    private static final List<String> SHORT_MONTHS_CY = List.of("Ion", "Chwef", "Maw", "Ebr", "Mai", "Meh", "Gorff",
            "Awst", "Medi", "Hyd", "Tach", "Rhag");

    private ValueFormat() {}

    /** Any value in its usual form: long dates, times with their date, money with its sign, lists as a sentence. */
    public static String write(Value value, Language language) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.WholeNumber(long number) -> Long.toString(number);
            case Value.DecimalNumber(BigDecimal number) -> number.toPlainString();
            case Value.Money(long minorUnits, String currency) -> money(minorUnits, currency);
            case Value.Date(LocalDate date) -> longDate(date, language);
            case Value.Time(Instant moment) -> dateAndTime(moment, language);
            case Value.YesNo(boolean yes) -> yes ? "yes" : "no";
            case Value.ListOf(List<Value> items) ->
                list(items.stream().map(item -> write(item, language)).toList(), language);
        };
    }

    /** {@code 22 November 2026}, {@code 22 Tachwedd 2026}. */
    public static String longDate(LocalDate date, Language language) {
        return date(date, switch (language) {
            case EN -> MONTHS_EN;
            case CY -> MONTHS_CY;
        });
    }

    /** {@code 22 Nov 2026}, {@code 22 Tach 2026}. */
    public static String shortDate(LocalDate date, Language language) {
        return date(date, switch (language) {
            case EN -> SHORT_MONTHS_EN;
            case CY -> SHORT_MONTHS_CY;
        });
    }

    /** The time of day in the United Kingdom: {@code 5:30pm}, {@code 9am}, {@code midday}, {@code midnight}. */
    public static String time(Instant moment, Language language) {
        return time(moment.atZone(UNITED_KINGDOM).toLocalTime(), language);
    }

    /** A time of day, to the minute: {@code 5:30pm}, {@code 9am}, {@code midday}, {@code midnight}. */
    public static String time(LocalTime time, Language language) {
        if (time.getMinute() == 0 && time.getHour() % 12 == 0) {
            boolean midday = time.getHour() == 12;
            return switch (language) {
                case EN -> midday ? "midday" : "midnight";
                case CY -> midday ? "hanner dydd" : "hanner nos";
            };
        }
        int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        String minutes = time.getMinute() == 0 ? "" : ":" + twoDigits(time.getMinute());
        return hour + minutes + (time.getHour() < 12 ? "am" : "pm");
    }

    /** The day and time in the United Kingdom: {@code 5:30pm on 22 November 2026}. */
    public static String dateAndTime(Instant moment, Language language) {
        ZonedDateTime local = moment.atZone(UNITED_KINGDOM);
        String on = switch (language) {
            case EN -> " on ";
            case CY -> " ar ";
        };
        return time(local.toLocalTime(), language) + on + longDate(local.toLocalDate(), language);
    }

    /** {@code £1,234.50}; whole amounts without pence, {@code £12}. Unknown currencies by their code, {@code 5 XYZ}. */
    public static String money(long minorUnits, String currency) {
        return MoneyFormat.write(minorUnits, currency);
    }

    /** {@code a, b and c}; in Welsh {@code a, b ac c} or {@code a, b a c}, by the sound that the last one starts with. */
    public static String list(List<String> items, Language language) {
        if (items.size() < 2) {
            return items.isEmpty() ? "" : items.getFirst();
        }
        String last = items.getLast();
        String and = switch (language) {
            case EN -> " and ";
            case CY -> WelshAnd.before(last);
        };
        return String.join(", ", items.subList(0, items.size() - 1)) + and + last;
    }

    private static String date(LocalDate date, List<String> months) {
        return date.getDayOfMonth() + " " + months.get(date.getMonthValue() - 1) + " " + date.getYear();
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
