package io.postroom.content.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Language;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatTest {

    @Test
    void datesAreWrittenInTheLanguageOfTheMessage() {
        // Given
        LocalDate date = LocalDate.of(2026, 11, 2);

        // Then
        assertThat(ValueFormat.longDate(date, Language.EN)).isEqualTo("2 November 2026");
        assertThat(ValueFormat.longDate(date, Language.CY)).isEqualTo("2 Tachwedd 2026");
        assertThat(ValueFormat.shortDate(date, Language.EN)).isEqualTo("2 Nov 2026");
        assertThat(ValueFormat.shortDate(date, Language.CY)).isEqualTo("2 Tach 2026");
    }

    @ParameterizedTest
    @CsvSource({"17:30, 5:30pm, 5:30pm", "09:00, 9am, 9am", "12:00, midday, hanner dydd",
            "00:00, midnight, hanner nos", "12:05, 12:05pm, 12:05pm", "00:45, 12:45am, 12:45am",
            "23:59, 11:59pm, 11:59pm"})
    void timesAreWrittenAsGovUkWritesThem(LocalTime time, String english, String welsh) {
        assertThat(ValueFormat.time(time, Language.EN)).isEqualTo(english);
        assertThat(ValueFormat.time(time, Language.CY)).isEqualTo(welsh);
    }

    @Test
    void momentsAreShownAsTheClocksOfTheUnitedKingdomShowThem() {
        // Given: British Summer Time in July
        Instant july = Instant.parse("2026-07-01T16:30:00Z");

        // Then
        assertThat(ValueFormat.time(july, Language.EN)).isEqualTo("5:30pm");
        assertThat(ValueFormat.write(new Value.Time(july), Language.EN)).isEqualTo("5:30pm on 1 July 2026");
        assertThat(ValueFormat.write(new Value.Time(july), Language.CY)).isEqualTo("5:30pm ar 1 Gorffennaf 2026");
    }

    @ParameterizedTest
    @CsvSource({"123450, GBP, '£1,234.50'", "1200, GBP, £12", "5, GBP, £0.05", "0, GBP, £0", "-250, GBP, -£2.50",
            "123456789012, GBP, '£1,234,567,890.12'", "1000, EUR, €10", "1234, JPY, '1,234 JPY'", "500, XYZ, 5 XYZ",
            "100000, USD, '$1,000'"})
    void moneyIsWrittenWithItsSign(long minorUnits, String currency, String written) {
        assertThat(ValueFormat.money(minorUnits, currency)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"afal, ac afal", "ysgol, ac ysgol", "ŵy, ac ŵy", "Bangor, a Bangor", "8, ac 8", "1, ac 1", "11, ac 11",
            "20, a 20", "80, ac 80", "'80,000', 'ac 80,000'", "'1,000', 'a 1,000'", "100, a 100", "800, ac 800",
            "90, a 90", "'(Eryri)', 'ac (Eryri)'", "!!!, a !!!"})
    void theWelshAndDependsOnTheSoundThatFollows(String last, String ending) {
        assertThat(ValueFormat.list(List.of("x", "y", last), Language.CY)).isEqualTo("x, y " + ending);
    }

    @Test
    void listsAreWrittenAsASentence() {
        assertThat(ValueFormat.list(List.of(), Language.EN)).isEmpty();
        assertThat(ValueFormat.list(List.of("a"), Language.EN)).isEqualTo("a");
        assertThat(ValueFormat.list(List.of("a", "b"), Language.EN)).isEqualTo("a and b");
        assertThat(ValueFormat.list(List.of("a", "b", "c"), Language.EN)).isEqualTo("a, b and c");
    }

    @Test
    void everyKindOfValueIsWritten() {
        // Given
        Value list = new Value.ListOf(List.of(new Value.Text("a"), new Value.WholeNumber(2026),
                new Value.DecimalNumber(new BigDecimal("1E+3")), new Value.Date(LocalDate.of(2026, 5, 3)),
                new Value.Money(100, "GBP"), new Value.YesNo(true), new Value.YesNo(false)));

        // When
        String english = ValueFormat.write(list, Language.EN);

        // Then
        assertThat(english).isEqualTo("a, 2026, 1000, 3 May 2026, £1, yes and no");
        assertThat(list.toString()).isEqualTo("•••");
    }
}
