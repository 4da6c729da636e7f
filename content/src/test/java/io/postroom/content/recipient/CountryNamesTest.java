package io.postroom.content.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CountryNamesTest {

    @Test
    void everyCountryIsKnownByItsEnglishAndWelshNameAndItsCode() {
        // Given
        List<Locale> countries = Arrays.stream(Locale.getISOCountries()).map(code -> Locale.of("", code)).toList();

        // When
        List<String> unknown = countries.stream()
                .flatMap(country -> List.of(country.getDisplayCountry(Locale.UK),
                        country.getDisplayCountry(Locale.of("cy", "GB")), country.getISO3Country()).stream())
                .filter(name -> CountryNames.find(name) == null).toList();

        // Then
        assertThat(unknown).isEmpty();
    }

    @Test
    void aLineWithADigitIsNeverACountry() {
        assertThat(CountryNames.find("France")).isNotNull();
        assertThat(CountryNames.find("1 France")).isNull();
        assertThat(CountryNames.find("")).isNull();
        assertThat(CountryNames.find("the")).isNull();
        assertThat(CountryNames.find("Atlantis")).isNull();
    }
}
