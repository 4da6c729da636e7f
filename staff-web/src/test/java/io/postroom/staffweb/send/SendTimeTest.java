package io.postroom.staffweb.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendTimeTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"27, 11, 2026, 12:01, 2026-11-27T12:01:00Z", "1, 7, 2027, 9:30, 2027-07-01T08:30:00Z",
            "01, 07, 2027, 9.30pm, 2027-07-01T20:30:00Z", "1, 7, 2027, 12:00 am, 2027-06-30T23:00:00Z",
            "' 1 ', 7, 2027, ' 12:15 PM ', 2027-07-01T11:15:00Z"})
    void a_time_is_that_of_the_clocks_of_the_united_kingdom(String day, String month, String year, String time,
            Instant expected) {
        // When
        SendTime typed = new SendTime(true, day, month, year, time);

        // Then
        assertThat(typed.problem(NOW)).isNull();
        assertThat(typed.at()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"31, 2, 2027, 9:30, send.time.day", "x, 2, 2027, 9:30, send.time.day",
            "'', '', '', 9:30, send.time.day",
            "1, 2, 2027, 25:00, send.time.clock", "1, 2, 2027, 13:00 pm, send.time.clock",
            "1, 2, 2027, soon, send.time.clock", "27, 11, 2026, 12:00, send.time.past",
            "27, 11, 26, 12:00, send.time.past", "30, 11, 2027, 12:00, send.time.far"})
    void what_is_no_usable_time_is_said(String day, String month, String year, String time, String problem) {
        // When
        SendTime typed = new SendTime(true, day, month, year, time);

        // Then
        assertThat(typed.problem(NOW)).isEqualTo(problem);
    }

    @Test
    void as_soon_as_possible_needs_no_time_and_nothing_chosen_is_a_problem() {
        assertThat(new SendTime(false, "", "", "", "").problem(NOW)).isNull();
        assertThat(new SendTime(false, "1", "1", "2027", "9:00").at()).isNull();
        assertThat(SendTime.UNASKED.problem(NOW)).isEqualTo("send.time.none");
    }
}
