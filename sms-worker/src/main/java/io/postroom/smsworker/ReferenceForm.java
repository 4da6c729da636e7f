package io.postroom.smsworker;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * How a provider writes message ids at one place. Many write the same number in hexadecimal in submit_sm_resp and in
 * decimal in the receipt, or pad one of them with zeros; both become the same reference here.
 */
enum ReferenceForm {
    /** As it is, spaces and, of a number, padding zeros apart. */
    TEXT,
    /** A hexadecimal number. */
    HEX,
    /** A decimal number. */
    DECIMAL;

    private static final Pattern HEX_DIGITS = Pattern.compile("[0-9A-Fa-f]+");
    private static final Pattern DECIMAL_DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern PADDED = Pattern.compile("^0+(?=[0-9A-Fa-f])");

    /** The reference that all forms of one id share. An id that does not have the form is taken as text. */
    String reference(String id) {
        String text = id.strip();
        return switch (this) {
            case HEX -> HEX_DIGITS.matcher(text).matches() ? new BigInteger(text, 16).toString() : unpadded(text);
            case DECIMAL -> DECIMAL_DIGITS.matcher(text).matches() ? new BigInteger(text).toString() : unpadded(text);
            case TEXT -> unpadded(text);
        };
    }

    private static String unpadded(String text) {
        return HEX_DIGITS.matcher(text).matches() ? PADDED.matcher(text).replaceFirst("") : text;
    }
}
