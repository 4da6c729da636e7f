package io.postroom.content.recipient;

import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.postroom.content.Checked;
import java.util.Objects;
import java.util.Set;

/**
 * A telephone number that a text can be sent to. Accepted are digits, spaces, brackets, hyphens and plus signs in any
 * of the usual orders, with or without a country code; characters without width are passed over. Numbers follow ITU-T
 * E.164 and the numbering plans that libphonenumber knows; premium, freephone, shared-cost, pager and internet numbers
 * are refused. Ofcom's drama numbers (07700 900000 to 900999) and personal numbers (070) are accepted. Numbers have up
 * to 15 digits with their country code, which is 44 when none is given.
 *
 * <p>Problems, in the order they are looked for: {@code unknown-character}, {@code too-short}, {@code too-long},
 * {@code unsupported-country-code}, {@code invalid-number}, {@code not-a-uk-mobile}, which {@link PhoneNumberOptions}
 * decides on. One is told at a time. Numbers to call have one more: {@code unsupported-emergency-number}.
 */
public final class PhoneNumber {

    private static final Set<String> CROWN_DEPENDENCIES = Set.of("JE", "GG", "IM");

    private final String digits;
    private final Phonenumber.PhoneNumber number;

    private PhoneNumber(Phonenumber.PhoneNumber number) {
        this.number = number;
        this.digits = number.getCountryCode() + PhoneNumberParser.NUMBERS.getNationalSignificantNumber(number);
    }

    /** Reads a number and checks that a service with these options may send to it. */
    public static Checked<PhoneNumber> parse(String text, PhoneNumberOptions options) {
        PhoneNumberParser.Reading reading = PhoneNumberParser.read(text, false);
        if (!(reading.number() instanceof Phonenumber.PhoneNumber number)) {
            return problem(reading);
        }
        PhoneProblems refusal = PhoneNumberParser.refusal(number, reading.type(), options);
        return refusal == null
                ? Checked.valid(new PhoneNumber(number))
                : Checked.invalid(refusal.problem());
    }

    /**
     * Reads a number that people are asked to call, such as a service's helpline: of any country and kind, and three
     * digits are enough, but not {@code 999} or {@code 112} ({@code unsupported-emergency-number}).
     */
    public static Checked<PhoneNumber> parseServiceContact(String text) {
        return any(text, true);
    }

    /** Reads a number that exists, whatever a service may send to. */
    static Checked<PhoneNumber> any(String text, boolean serviceContact) {
        PhoneNumberParser.Reading reading = PhoneNumberParser.read(text, serviceContact);
        return reading.number() instanceof Phonenumber.PhoneNumber number
                ? Checked.valid(new PhoneNumber(number))
                : problem(reading);
    }

    private static Checked<PhoneNumber> problem(PhoneNumberParser.Reading reading) {
        return Checked.invalid(Objects.requireNonNull(reading.problem()).problem());
    }

    /** The number for the network: E.164 digits, country code first, without a plus sign. */
    public String reveal() {
        return digits;
    }

    /** The one way of writing this number, for the key of a recipient. */
    public String canonical() {
        return digits;
    }

    /** The number as people of the United Kingdom write it. */
    public String revealForPeople() {
        return PhoneNumberParser.NUMBERS.format(number, isUk()
                ? PhoneNumberFormat.NATIONAL
                : PhoneNumberFormat.INTERNATIONAL);
    }

    /** Enough of the number to tell two apart, not enough to call it: its last three digits. */
    public String masked() {
        return "•••" + digits.substring(digits.length() - 3);
    }

    /** Whether the country code is 44: the United Kingdom and the crown dependencies. */
    public boolean isUk() {
        return number.getCountryCode() == 44;
    }

    /** Whether the number is of Jersey, Guernsey or the Isle of Man: country code 44, dearer to text. */
    public boolean isCrownDependency() {
        return isUk() && CROWN_DEPENDENCIES.contains(region());
    }

    /** Whether a text to the number is billed as an international one. */
    public boolean isInternational() {
        return !"GB".equals(region()) && !PhoneNumberParser.isDramaNumber(number);
    }

    private String region() {
        return Objects.requireNonNullElse(PhoneNumberParser.NUMBERS.getRegionCodeForNumber(number), "");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PhoneNumber that && digits.equals(that.digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return "•••";
    }
}
