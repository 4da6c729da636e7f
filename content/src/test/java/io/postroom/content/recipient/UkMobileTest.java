package io.postroom.content.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.Phonenumber;
import io.postroom.content.Checked;
import io.postroom.content.Problem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way to a United Kingdom mobile, and which numbers beginning with 7 are one by Ofcom's plan. */
class UkMobileTest {

    @ParameterizedTest
    @CsvSource({"07000000000, 7000000000", "07999999999, 7999999999", "447000000000, 7000000000",
            "447999999999, 7999999999", "+447700900123, 7700900123", "' + 44 7700-900(123) ', 7700900123",
            "' 0(7)700-900 123', 7700900123", "00447700900123, 7700900123", "'00 44 (7)700-900 123', 7700900123",
            "44-7(700)900123, 7700900123"})
    void theUsualWaysOfWritingAMobileAreRecognised(String text, long national) {
        assertThat(UkMobile.find(text))
                .isEqualTo(new Phonenumber.PhoneNumber().setCountryCode(44).setNationalNumber(national));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "+", "06999999999", "08000000000", "446999999999", "448000000000", "437700900123",
            "457700900123", "7700900123", "0770090012", "077009001234", "4477009001234", "+07700900123",
            "++447700900123",
            "4+47700900123", "447700900123+", "(07700900123", "-07700900123", ")07700900123", "+-447700900123",
            "0770090012x", "0770090012/", "0770090012:", "0770090012*", "0770090012'", "0770090012,", "0770090012.",
            "0770090012\u0663", "07700\u00a0900123", "07700\t900123", "+00447700900123", "004477009001",
            "0044770090012", "004477009001234", "00446999999999", "00448000000000", "10447700900123", "01447700900123",
            "00337700900123"})
    void whatIsWrittenOtherwiseIsLeftToTheLongWay(String text) {
        assertThat(UkMobile.find(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"07100 000000", "07399 999999", "07400 000000", "07457 500000", "07500 000000",
            "07550 000000", "07701 000000", "07750 000000", "07802 000000", "07900 000000", "07999 999999",
            // Ofcom's numbers for drama, and the Isle of Man's mobiles among the pagers.
            "07700 900000", "07700 900999", "07624 000000", "07624 499999", "07624 600000"})
    void mobilesAreAccepted(String text) {
        assertThat(codes(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            // Pagers: 076, the Isle of Man's 07624 excepted, of which 07624 5 is free.
            "07600 000000, invalid-number", "07623 000000, invalid-number", "07625 000000, invalid-number",
            "07640 000000, invalid-number", "07660 000000, invalid-number", "07699 999999, invalid-number",
            // The numbers above those for drama are nobody's.
            "07700 901000, invalid-number", "07700 999999, invalid-number",
            // Digits missing, digits too many.
            "07700 90012, invalid-number", "07700 900123456, too-long"})
    void otherNumbersOfTheRangeAreRefused(String text, String code) {
        assertThat(codes(text)).containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource({"07797 712345, JE", "07700 312345, JE", "07829 712345, JE", "07781 123456, GG", "07839 123456, GG",
            "07911 112345, GG", "07911 712345, GG", "07624 412345, IM", "07524 012345, IM",
            "07457 612345, IM"})
    void mobilesOfTheCrownDependenciesAreOfTheUnitedKingdomsPlanAndDearer(String text, String region) {
        // When
        PhoneNumber number = PhoneNumber.parse(text, PhoneNumberOptions.UK_MOBILE).orElseThrow();

        // Then
        assertThat(PhoneNumberParser.NUMBERS.getRegionCodeForNumber(UkMobile.find(text))).isEqualTo(region);
        assertThat(number.isCrownDependency()).isTrue();
        assertThat(number.isUk()).isTrue();
        assertThat(number.isInternational()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"07796 712345", "07780 123456", "07838 123456", "07425 112345", "07525 012345",
            "07925 312345", "07458 612345", "07700 900123"})
    void theirNeighboursAreNot(String text) {
        // When
        PhoneNumber number = PhoneNumber.parse(text, PhoneNumberOptions.UK_MOBILE).orElseThrow();

        // Then
        assertThat(number.isCrownDependency()).isFalse();
        assertThat(number.isInternational()).isFalse();
    }

    /** 070 numbers follow a person from telephone to telephone; GOV.UK Notify sends to them, and so does Postroom. */
    @ParameterizedTest
    @ValueSource(strings = {"07000 123456", "07012 345678", "07099 999999"})
    void personalNumbersAreAccepted(String text) {
        assertThat(codes(text)).isEmpty();
    }

    private static List<String> codes(String text) {
        Checked<PhoneNumber> checked = PhoneNumber.parse(text, PhoneNumberOptions.UK_MOBILE);
        return checked.problems().stream().map(Problem::code).toList();
    }
}
