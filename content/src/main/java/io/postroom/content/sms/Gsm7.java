package io.postroom.content.sms;

import java.util.Arrays;

/**
 * The default alphabet of 3GPP TS 23.038 (formerly GSM 03.38) with its extension table. Characters are one or two
 * septets; the codes are given one to an octet, unpacked, as SMPP carries them.
 */
public final class Gsm7 {

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "\f^{}\\[~]|€";
    private static final byte[] EXTENSION_CODES = {0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65};
    private static final byte ESCAPE = 0x1b;
    private static final byte SPACE = 0x20;

    /** For each char below {@link #TABLE_SIZE} the septets it takes, 0 when it is not in the alphabet. */
    private static final int TABLE_SIZE = 0x400;
    private static final byte[] SEPTETS = septets();

    private Gsm7() {}

    /** How many septets a character takes: 1, or 2 for one of the extension table, or 0 when it is in neither. */
    public static int septets(int codePoint) {
        if (codePoint < TABLE_SIZE) {
            return SEPTETS[codePoint];
        }
        return codePoint == '€' ? 2 : 0;
    }

    /** Whether the alphabet has every character of the text. */
    public static boolean canEncode(String text) {
        // Half of a pair is not in the alphabet, so that characters can be looked at one by one.
        for (int i = 0; i < text.length(); i++) {
            if (septets(text.charAt(i)) == 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The codes of a text, one to an octet. A character outside the alphabet becomes a question mark; a lone escape
     * character becomes a space, as telephones show it, so that it cannot change what follows.
     */
    public static byte[] encode(String text) {
        byte[] codes = new byte[text.length() * 2];
        int length = 0;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            int extension = EXTENSION.indexOf(c);
            int basic = BASIC.indexOf(c);
            if (extension >= 0) {
                codes[length++] = ESCAPE;
                codes[length++] = EXTENSION_CODES[extension];
            } else if (basic == ESCAPE) {
                codes[length++] = SPACE;
            } else {
                codes[length++] = (byte) (basic >= 0 ? basic : '?');
            }
            i += Character.charCount(c);
        }
        return Arrays.copyOf(codes, length);
    }

    /** The text of codes given one to an octet. An unknown extension is shown as a space and its basic character. */
    public static String decode(byte[] codes) {
        StringBuilder text = new StringBuilder(codes.length);
        for (int i = 0; i < codes.length; i++) {
            int code = codes[i] & 0x7f;
            if (code != ESCAPE) {
                text.append(BASIC.charAt(code));
            } else if (i + 1 < codes.length && extension(codes[i + 1]) >= 0) {
                text.append(EXTENSION.charAt(extension(codes[++i])));
            } else {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private static int extension(byte code) {
        return Arrays.binarySearch(EXTENSION_CODES, code);
    }

    private static byte[] septets() {
        byte[] table = new byte[TABLE_SIZE];
        BASIC.chars().forEach(c -> table[c] = 1);
        EXTENSION.chars().filter(c -> c < TABLE_SIZE).forEach(c -> table[c] = 2);
        return table;
    }
}
