package io.postroom.content.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.Phonenumber;
import io.postroom.content.Checked;
import io.postroom.content.Generated;
import io.postroom.content.Problem;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("scaled")
class PhoneNumberTest {

    private static final PhoneNumberOptions ANY = new PhoneNumberOptions(true, true);
    private static final PhoneNumberOptions LANDLINE = new PhoneNumberOptions(false, true);

    @ParameterizedTest
    @ValueSource(strings = {"07700 900123", "+44 7700 900123", "00447700900123", "447700900123", "7700900123",
            "+44 (0)7700 900123", "\u200b07700\u00a0900123\ufeff", "07700\u2011900\u2013123"})
    void everyWayOfWritingANumberIsTheSameNumber(String text) {
        // When
        PhoneNumber number = PhoneNumber.parse(text, PhoneNumberOptions.UK_MOBILE).orElseThrow();

        // Then
        assertThat(number.reveal()).isEqualTo("447700900123");
        assertThat(number.canonical()).isEqualTo("447700900123");
        assertThat(number.revealForPeople()).isEqualTo("07700 900123");
        assertThat(number).isEqualTo(PhoneNumber.parse("07700900123", ANY).orElseThrow());
        assertThat(number).hasSameHashCodeAs(PhoneNumber.parse("07700900123", ANY).orElseThrow());
    }

    @Test
    void aNumberDoesNotShowItselfUnasked() {
        // Given
        PhoneNumber number = PhoneNumber.parse("07700900123", PhoneNumberOptions.UK_MOBILE).orElseThrow();

        // When
        String printed = "to " + number;

        // Then
        assertThat(printed).isEqualTo("to •••");
        assertThat(number.masked()).isEqualTo("•••123");
        assertThat(number).isNotEqualTo(PhoneNumber.parse("07700900124", PhoneNumberOptions.UK_MOBILE).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"44, 7700900000, true", "44, 7700900999, true", "44, 7700901000, false", "44, 7700899999, false",
            "33, 7700900000, false"})
    void ofcomsDramaNumbersAreAThousand(int country, long national, boolean drama) {
        // Given
        Phonenumber.PhoneNumber number = new Phonenumber.PhoneNumber().setCountryCode(country)
                .setNationalNumber(national);

        // Then
        assertThat(PhoneNumberParser.isDramaNumber(number)).isEqualTo(drama);
    }

    @ParameterizedTest
    @ValueSource(strings = {"07700 900000", "07700 900999"})
    void ofcomsDramaNumbersAreAccepted(String text) {
        assertThat(PhoneNumber.parse(text, PhoneNumberOptions.UK_MOBILE).isValid()).isTrue();
    }

    @Test
    void dramaNumbersAreNotInternational() {
        // When
        PhoneNumber drama = PhoneNumber.parse("07700900123", PhoneNumberOptions.UK_MOBILE).orElseThrow();
        PhoneNumber russian = PhoneNumber.parse("+7 495 123 45 67", ANY).orElseThrow();

        // Then
        assertThat(drama.isInternational()).isFalse();
        assertThat(drama.isCrownDependency()).isFalse();
        assertThat(russian.isInternational()).isTrue();
        assertThat(russian.isUk()).isFalse();
        assertThat(russian.isCrownDependency()).isFalse();
        assertThat(russian.revealForPeople()).isEqualTo("+7 495 123-45-67");
    }

    @Test
    void crownDependenciesMayBeTextedLikeTheUnitedKingdom() {
        // When
        PhoneNumber jersey = PhoneNumber.parse("07797292290", PhoneNumberOptions.UK_MOBILE).orElseThrow();

        // Then
        assertThat(jersey.isUk()).isTrue();
        assertThat(jersey.isCrownDependency()).isTrue();
        assertThat(jersey.isInternational()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'', too-short", "'+44 117 496 0860', not-a-uk-mobile", "'+33 1 22 33 44 55', not-a-uk-mobile",
            "07700 900x23, unknown-character", "07700.900.123, unknown-character", "0770090012345, too-long",
            "0900 123 4567, invalid-number", "'   ', invalid-number"})
    void eachFaultHasItsCode(String text, String code) {
        // When
        Checked<PhoneNumber> checked = PhoneNumber.parse(text, PhoneNumberOptions.UK_MOBILE);

        // Then
        assertThat(checked.problems()).extracting(Problem::code).containsExactly(code);
    }

    @Test
    void landlinesAndOtherCountriesAreForServicesThatAllowThem() {
        assertThat(PhoneNumber.parse("+44 117 496 0860", LANDLINE).isValid()).isTrue();
        assertThat(PhoneNumber.parse("030 1234 5678", LANDLINE).isValid()).isTrue();
        assertThat(PhoneNumber.parse("+33 1 22 33 44 55", LANDLINE).isValid()).isFalse();
        assertThat(PhoneNumber.parse("+33 1 22 33 44 55", new PhoneNumberOptions(true, false)).isValid()).isTrue();
        assertThat(PhoneNumber.parse("+247 41111", ANY).problems()).extracting(Problem::code)
                .containsExactly("unsupported-country-code");
    }

    @ParameterizedTest
    @CsvSource({"999, unsupported-emergency-number", "112, unsupported-emergency-number", "101,", "111,",
            "0300 123 4567,", "12, too-short"})
    void peopleMayBeAskedToCallShortNumbersButNotEmergencyOnes(String text, String code) {
        // When
        Checked<PhoneNumber> checked = PhoneNumber.parseServiceContact(text);

        // Then
        assertThat(checked.problems()).extracting(Problem::code)
                .isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void mobilesThatAreReadQuicklyAreTheNumbersThatLibphonenumberReads() {
        List<String> starts = List.of("07", "447", "+447", "+44 7", " 07", "0 7", "44(7", "+07", "7", "(07", "+44-7",
                "0044 7", "+ 447", "007", "4407");
        List<String> pieces = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "00", "12", "345", "6789", " ",
                "-", "(", ")", "(1)", "+", "  ", "700900", "62");
        Generated.inputs("mobiles", random -> starts.get(random.nextInt(starts.size()))
                + Generated.text(random, 9, pieces), text -> {
                    // When
                    PhoneNumberParser.Reading quick = PhoneNumberParser.read(text, false);
                    PhoneNumberParser.Reading slow = PhoneNumberParser.readAny(text, false);

                    // Then
                    assertThat(quick).isEqualTo(slow);
                });
    }

    @Test
    void anyTextIsEitherANumberThatReadsBackTheSameOrHasAProblem() {
        List<String> pieces = List.of("0", "7", "4", "44", "+", "+44", "00", "(0)", " ", "-", "7700900", "123", "456",
                "07", "\u00a0", "\u200b", "1", "33", "020", "x", "(", ")", "+1", "800");
        Generated.inputs("phone numbers", random -> Generated.text(random, 10, pieces), text -> {
            // When
            Checked<PhoneNumber> checked = PhoneNumber.parse(text, ANY);

            // Then
            switch (checked) {
                case Checked.Valid<PhoneNumber>(PhoneNumber number) -> {
                    assertThat(number.reveal()).matches("[1-9][0-9]{5,14}");
                    assertThat(PhoneNumber.parse("+" + number.reveal(), ANY).orElseThrow()).isEqualTo(number);
                    assertThat(PhoneNumber.parse(number.revealForPeople(), ANY).orElseThrow()).isEqualTo(number);
                }
                case Checked.Invalid<PhoneNumber>(List<Problem> problems) -> assertThat(problems).hasSize(1);
            }
        });
    }
}
