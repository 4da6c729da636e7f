package io.postroom.content.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterTimingTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @ParameterizedTest
    @CsvSource({
            // Summer time, either side of the cut-off.
            "2026-07-06T17:29:59, 2026-07-07", "2026-07-06T17:30:00, 2026-07-08",
            // Weekends, and the Friday before one.
            "2026-07-10T17:29:59, 2026-07-13", "2026-07-10T17:30:00, 2026-07-13", "2026-07-12T17:30:00, 2026-07-14",
            // Easter 2026, Christmas 2026 with a substitute for Boxing Day, New Year.
            "2026-04-02T12:00:00, 2026-04-07", "2026-12-24T12:00:00, 2026-12-29", "2026-12-31T18:00:00, 2027-01-04",
            // Days moved and added by proclamation.
            "2020-05-07T12:00:00, 2020-05-11", "2020-05-01T12:00:00, 2020-05-04", "2022-06-01T12:00:00, 2022-06-06",
            "2022-09-16T12:00:00, 2022-09-20", "2023-05-05T12:00:00, 2023-05-09",
            // The nights on which the clocks change.
            "2026-03-29T00:30:00, 2026-03-30", "2026-10-25T01:30:00, 2026-10-26"})
    void printsOnTheNextWorkingDay(LocalDateTime created, LocalDate expected) {
        // Given
        Instant createdAt = created.atZone(LONDON).toInstant();

        // When
        LocalDate printDay = LetterTiming.printDay(createdAt);

        // Then
        assertThat(printDay).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"FIRST, 2026-07-11T16:00, 2026-07-11T16:00", "SECOND, 2026-07-16T16:00, 2026-07-17T16:00",
            "ECONOMY, 2026-07-16T16:00, 2026-07-21T16:00", "EUROPE, 2026-07-16T16:00, 2026-07-20T16:00",
            "REST_OF_WORLD, 2026-07-20T16:00, 2026-07-22T16:00"})
    void deliversAfterSoManyWorkingDays(Postage postage, LocalDateTime earliest, LocalDateTime latest) {
        // Given
        Instant thursday = LocalDateTime.of(2026, 7, 9, 12, 0).atZone(LONDON).toInstant();

        // When
        LetterTiming timing = LetterTiming.of(thursday, postage);

        // Then
        assertThat(timing.printedBy().toLocalDateTime()).isEqualTo(LocalDateTime.of(2026, 7, 10, 15, 0));
        assertThat(timing.earliestDelivery().toLocalDateTime()).isEqualTo(earliest);
        assertThat(timing.latestDelivery().toLocalDateTime()).isEqualTo(latest);
    }

    @ParameterizedTest
    @CsvSource({"2026-07-11T17:29:59, 2026-07-11T17:30", "2026-07-11T17:30:00, 2026-07-12T17:30",
            "2026-07-12T00:10:00, 2026-07-12T17:30"})
    void canBeCancelledUntilTheNextCutOff(LocalDateTime created, LocalDateTime expected) {
        // Given
        Instant createdAt = created.atZone(LONDON).toInstant();

        // When
        LocalDateTime until = LetterTiming.cancellableUntil(createdAt).toLocalDateTime();

        // Then
        assertThat(until).isEqualTo(expected);
    }

    @Test
    void substitutesHolidaysThatFallOnWeekends() {
        // Given Christmas on a Saturday, and New Year's Day on a Saturday
        // When and Then
        assertThat(BankHolidays.includes(LocalDate.of(2021, 12, 27))).isTrue();
        assertThat(BankHolidays.includes(LocalDate.of(2021, 12, 28))).isTrue();
        assertThat(BankHolidays.includes(LocalDate.of(2022, 1, 3))).isTrue();
        // Christmas on a Sunday: Boxing Day keeps the Monday
        assertThat(BankHolidays.includes(LocalDate.of(2022, 12, 26))).isTrue();
        assertThat(BankHolidays.includes(LocalDate.of(2022, 12, 27))).isTrue();
        assertThat(BankHolidays.includes(LocalDate.of(2022, 12, 28))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2017, 2017-04-16", "2019, 2019-04-21", "2024, 2024-03-31", "2026, 2026-04-05", "2038, 2038-04-25"})
    void knowsEaster(int year, LocalDate expected) {
        // When
        LocalDate easter = BankHolidays.easterSunday(year);

        // Then
        assertThat(easter).isEqualTo(expected);
    }
}
