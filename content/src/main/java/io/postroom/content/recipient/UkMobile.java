package io.postroom.content.recipient;

import com.google.i18n.phonenumbers.Phonenumber;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the usual ways of writing a United Kingdom mobile number: {@code 07…}, {@code 447…}, {@code +447…} and
 * {@code 00447…}, with spaces, hyphens and brackets anywhere. Nearly every number in a sheet is one, and libphonenumber takes several
 * microseconds to find that out. Whether the number exists is for {@link PhoneNumberParser} to ask.
 */
final class UkMobile {

    private static final int UNITED_KINGDOM = 44;
    private static final int MOST_DIGITS = 14;
    private static final int WITH_COUNTRY_CODE = 12;
    private static final int AS_DIALLED_AT_HOME = 11;
    private static final long FIRST = 7_000_000_000L;
    private static final long LAST = 7_999_999_999L;
    private static final long COUNTRY_CODE_IN_FRONT = 440_000_000_000L;

    private UkMobile() {}

    /** The number that a text is written as, or null when it is written in another way. */
    static Phonenumber.@Nullable PhoneNumber find(String text) {
        long number = 0;
        int digits = 0;
        boolean plus = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                number = 10 * number + (c - '0');
                if (++digits > MOST_DIGITS) {
                    return null;
                }
            } else if (c == '+' && digits == 0 && !plus) {
                plus = true;
            } else if (c != ' ' && (digits == 0 || c != '-' && c != '(' && c != ')')) {
                return null;
            }
        }
        // 00 stands for the plus sign; of fourteen digits only these two can be nought and leave a mobile.
        boolean countryCode = digits == WITH_COUNTRY_CODE || digits == MOST_DIGITS && !plus;
        long national = countryCode ? number - COUNTRY_CODE_IN_FRONT : number;
        boolean mobile = national >= FIRST && national <= LAST
                && (countryCode || digits == AS_DIALLED_AT_HOME && !plus);
        return mobile
                ? new Phonenumber.PhoneNumber().setCountryCode(UNITED_KINGDOM).setNationalNumber(national)
                : null;
    }
}
