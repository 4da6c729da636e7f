package io.postroom.content.sms;

import io.postroom.content.Checked;
import io.postroom.content.Problem;

/**
 * The name that a text comes from, as telephones show it: at most 11 characters (SMPP 3.4 and 3GPP TS 23.040 for
 * alphanumeric addresses), letters and digits of ASCII, spaces and {@code & . - _}, at least one letter or digit.
 *
 * <p>Problems: {@code sender-name-empty}, {@code sender-name-too-long}, {@code sender-name-characters}.
 */
public record SenderName(String name) {

    /** The most characters that the networks carry. */
    public static final int MAX_LENGTH = 11;

    /** Reads a sender name; spaces around it are dropped. */
    public static Checked<SenderName> parse(String text) {
        String name = text.strip();
        if (name.isEmpty()) {
            return Checked.invalid(Problem.of("sender-name-empty", "Enter a sender name", "Rhowch enw anfonwr"));
        }
        if (name.length() > MAX_LENGTH) {
            return Checked.invalid(Problem.of("sender-name-too-long", "A sender name can have at most 11 characters",
                    "Ni chaiff enw anfonwr fod yn fwy na 11 nod"));
        }
        boolean known = name.chars().allMatch(c -> isAlphanumeric(c) || " &.-_".indexOf(c) >= 0);
        if (!known || name.chars().noneMatch(SenderName::isAlphanumeric)) {
            return Checked.invalid(Problem.of("sender-name-characters",
                    "A sender name can only have letters, numbers, spaces and & . - _",
                    "Dim ond llythrennau, rhifau, bylchau a & . - _ y gall enw anfonwr eu cynnwys"));
        }
        return Checked.valid(new SenderName(name));
    }

    private static boolean isAlphanumeric(int c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
