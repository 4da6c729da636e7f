package io.postroom.rules.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendWindowTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static SendWindow window(String from, String to) {
        return new SendWindow(LocalTime.parse(from), LocalTime.parse(to), LONDON);
    }

    @ParameterizedTest
    @CsvSource({
            // In winter and in summer, in the window, at its edges and outside.
            "08:00, 20:00, 2026-11-20T12:00:00Z, 2026-11-20T12:00:00Z",
            "08:00, 20:00, 2026-11-20T08:00:00Z, 2026-11-20T08:00:00Z",
            "08:00, 20:00, 2026-11-20T07:59:59.999Z, 2026-11-20T08:00:00Z",
            "08:00, 20:00, 2026-11-20T20:00:00Z, 2026-11-21T08:00:00Z",
            "08:00, 20:00, 2026-07-20T19:00:00Z, 2026-07-21T07:00:00Z",
            "08:00, 20:00, 2026-07-20T18:59:59Z, 2026-07-20T18:59:59Z",
            // The night in which clocks go back is an hour longer, the one in which they go forward an hour shorter.
            "08:00, 20:00, 2026-10-24T21:00:00Z, 2026-10-25T08:00:00Z",
            "08:00, 20:00, 2027-03-27T21:00:00Z, 2027-03-28T07:00:00Z",
            // The hour of opening is jumped over: it opens at the jump; the whole window is: it opens the day after.
            "01:30, 20:00, 2027-03-28T00:15:00Z, 2027-03-28T01:00:00Z",
            "01:15, 01:45, 2027-03-28T00:15:00Z, 2027-03-29T00:15:00Z",
            // The hour of opening comes twice: it opens at the first, and the window that closed in it opens again.
            "01:30, 20:00, 2026-10-25T00:15:00Z, 2026-10-25T00:30:00Z",
            "01:15, 01:45, 2026-10-25T00:50:00Z, 2026-10-26T01:15:00Z",
            "01:15, 01:45, 2026-10-25T01:20:00Z, 2026-10-25T01:20:00Z"})
    void opensNext(String from, String to, Instant moment, Instant opening) {
        assertThat(window(from, to).nextOpening(moment)).isEqualTo(opening);
    }

    @Test
    void theNextOpeningIsAlwaysOpenAndNeverEarlier() {
        // Given
        Random random = new Random(5);
        SendWindow window = window("08:00", "20:00");

        for (int i = 0; i < 10_000; i++) {
            Instant moment = Instant.ofEpochSecond(1_767_225_600L + random.nextInt(2 * 366 * 86_400));

            // When
            Instant opening = window.nextOpening(moment);

            // Then
            assertThat(window.isOpen(opening)).isTrue();
            assertThat(opening).isBetween(moment, moment.plusSeconds(13 * 3600));
            assertThat(window.nextOpening(opening)).isEqualTo(opening);
        }
    }

    @Test
    void mustOpenBeforeItCloses() {
        assertThatThrownBy(() -> window("08:00", "08:00")).isInstanceOf(IllegalArgumentException.class);
    }
}
