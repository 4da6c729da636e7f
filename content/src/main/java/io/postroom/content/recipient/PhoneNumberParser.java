package io.postroom.content.recipient;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import io.postroom.content.text.CharacterClasses;
import io.postroom.content.text.Downgrade;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads telephone numbers as people write them, with libphonenumber's knowledge of the world's numbering plans. */
final class PhoneNumberParser {

    static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private static final int UNITED_KINGDOM = 44;
    private static final Set<PhoneNumberType> TYPES = EnumSet.of(PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE,
            PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.UAN, PhoneNumberType.PERSONAL_NUMBER);
    private static final Set<PhoneNumberType> LANDLINES = EnumSet.of(PhoneNumberType.FIXED_LINE,
            PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.UAN);
    /** No network delivers texts there: Ascension, and satellite and shared services that belong to no country. */
    private static final Set<Integer> NOT_SERVED = Set.of(247, 800, 808, 870, 878, 881, 882, 883, 888, 979);
    private static final Downgrade ASCII = Downgrade.toAscii();

    private PhoneNumberParser() {}

    /**
     * What a reading gave: a number with its type, or a problem. Finding the type takes longer than all the rest, so
     * that it is kept.
     */
    record Reading(Phonenumber.@Nullable PhoneNumber number, PhoneNumberType type, @Nullable PhoneProblems problem) {
        static Reading of(Phonenumber.PhoneNumber number, PhoneNumberType type) {
            return new Reading(number, type, null);
        }

        static Reading not(PhoneProblems problem) {
            return new Reading(null, PhoneNumberType.UNKNOWN, problem);
        }
    }

    /** Reads a number of any country that could exist. */
    static Reading read(String text, boolean serviceContact) {
        Phonenumber.PhoneNumber mobile = UkMobile.find(text);
        if (mobile != null && isDramaNumber(mobile)) {
            // No numbering plan has it: that would be found out only after asking those of all four regions, twice.
            return Reading.of(mobile, PhoneNumberType.UNKNOWN);
        }
        if (mobile != null && NUMBERS.getNumberType(mobile) == PhoneNumberType.MOBILE) {
            return Reading.of(mobile, PhoneNumberType.MOBILE);
        }
        return readAny(text, serviceContact);
    }

    /** Reads a number without looking first whether it is what most are. */
    static Reading readAny(String text, boolean serviceContact) {
        Reading reading = readOnce(text, serviceContact);
        // About 3 % of what people enter has a stray plus sign, zeros or typeset hyphens.
        return reading.number() != null ? reading : readOnce(ASCII.apply(withoutPrefixSigns(text)), serviceContact);
    }

    /** Why a service may not send to a number that exists, or null when it may. */
    static @Nullable PhoneProblems refusal(Phonenumber.PhoneNumber number, PhoneNumberType type,
            PhoneNumberOptions options) {
        if (number.getCountryCode() != UNITED_KINGDOM) {
            if (!options.allowInternational()) {
                return PhoneProblems.NOT_A_UK_MOBILE;
            }
        } else if (!options.allowLandline() && !isDramaNumber(number) && LANDLINES.contains(type)) {
            return PhoneProblems.NOT_A_UK_MOBILE;
        }
        return NOT_SERVED.contains(number.getCountryCode()) ? PhoneProblems.UNSUPPORTED_COUNTRY_CODE : null;
    }

    /** Ofcom keeps 07700 900000 to 900999 for drama; they are accepted so that they can be used in tests. */
    static boolean isDramaNumber(Phonenumber.PhoneNumber number) {
        long national = number.getNationalNumber();
        return number.getCountryCode() == UNITED_KINGDOM && national >= 7_700_900_000L && national <= 7_700_900_999L;
    }

    private static Reading readOnce(String text, boolean serviceContact) {
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                return Reading.not(PhoneProblems.UNKNOWN_CHARACTER);
            }
        }
        if (text.isEmpty()) {
            return Reading.not(PhoneProblems.TOO_SHORT);
        }
        Phonenumber.PhoneNumber number = parse(text, "GB");
        if (number == null) {
            return Reading.not(PhoneProblems.INVALID_NUMBER);
        }
        if (serviceContact && number.getCountryCode() == UNITED_KINGDOM && isThreeDigits(number)) {
            return isEmergency(number)
                    ? Reading.not(PhoneProblems.UNSUPPORTED_EMERGENCY_NUMBER)
                    : Reading.of(number, NUMBERS.getNumberType(number));
        }
        ValidationResult length = NUMBERS.isPossibleNumberWithReason(number);
        if (length != ValidationResult.IS_POSSIBLE) {
            Phonenumber.PhoneNumber international = parse("+" + text, null);
            if (international == null || !NUMBERS.isPossibleNumber(international)) {
                return Reading.not(lengthProblem(length));
            }
            number = international;
        }
        // A number that is not valid has no type.
        PhoneNumberType type = NUMBERS.getNumberType(number);
        boolean real = isDramaNumber(number) || TYPES.contains(type);
        return real ? Reading.of(number, type) : Reading.not(PhoneProblems.INVALID_NUMBER);
    }

    private static Phonenumber.@Nullable PhoneNumber parse(String text, @Nullable String region) {
        try {
            return NUMBERS.parse(text, region);
        } catch (NumberParseException e) {
            return null;
        }
    }

    private static PhoneProblems lengthProblem(ValidationResult length) {
        return switch (length) {
            case TOO_LONG -> PhoneProblems.TOO_LONG;
            case TOO_SHORT, IS_POSSIBLE_LOCAL_ONLY -> PhoneProblems.TOO_SHORT;
            case INVALID_COUNTRY_CODE -> PhoneProblems.UNSUPPORTED_COUNTRY_CODE;
            case IS_POSSIBLE, INVALID_LENGTH -> PhoneProblems.INVALID_NUMBER;
        };
    }

    private static boolean isThreeDigits(Phonenumber.PhoneNumber number) {
        return number.getNationalNumber() >= 100 && number.getNationalNumber() <= 999;
    }

    private static boolean isEmergency(Phonenumber.PhoneNumber number) {
        return number.getNationalNumber() == 999 || number.getNationalNumber() == 112;
    }

    private static String withoutPrefixSigns(String text) {
        String unsigned = text.replace("+", "");
        int start = 0;
        while (start < unsigned.length() && unsigned.charAt(start) == '0') {
            start++;
        }
        return unsigned.substring(start);
    }

    private static boolean isAllowed(int c) {
        return c >= '0' && c <= '9' || c == '(' || c == ')' || c == '-' || c == '+' || CharacterClasses.isWhitespace(c)
                || CharacterClasses.isZeroWidth(c) || CharacterClasses.isNonBreakingSpace(c);
    }
}
