package io.postroom.content.sms;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into the parts that the network carries (3GPP TS 23.040, 9.2.3.24.1): 160 septets or 70 UTF-16 code units
 * in one part, 153 or 67 in each of several, which have a header. A character is never cut in two, whatever units it
 * takes: neither an escape pair of the GSM alphabet nor a surrogate pair. Any text is accepted; {@link SmsText} says
 * which are too long to send.
 */
public final class SmsSplitter {

    private SmsSplitter() {}

    /** The parts of a text in the encoding it needs, in order; joined they are the text. An empty text is one part. */
    public static List<String> split(String text) {
        return split(text, SmsEncoding.of(text));
    }

    /** The parts of a text in a given encoding. */
    public static List<String> split(String text, SmsEncoding encoding) {
        if (units(text, encoding) <= encoding.unitsAlone()) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        int start = 0;
        int used = 0;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            int units = encoding.units(c);
            if (used + units > encoding.unitsInPart()) {
                parts.add(text.substring(start, i));
                start = i;
                used = 0;
            }
            used += units;
            i += Character.charCount(c);
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** How many units a text takes. */
    public static int units(String text, SmsEncoding encoding) {
        if (encoding == SmsEncoding.UCS_2) {
            return text.length();
        }
        int units = 0;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            units += encoding.units(c);
            i += Character.charCount(c);
        }
        return units;
    }
}
