package io.postroom.content.text;

import java.text.Normalizer;
import java.util.function.IntPredicate;

/**
 * Writes a text with the characters of a limited alphabet. A character outside it loses its accent when what is left
 * is in the alphabet; punctuation of typesetters becomes that of typewriters; characters that nobody sees vanish; what
 * has no counterpart becomes a question mark, one for each code point.
 */
public final class Downgrade {

    /** Stands for a character that has no counterpart. */
    public static final String NO_COUNTERPART = "?";

    private final IntPredicate alphabet;

    /** A downgrade to the code points for which the predicate holds. */
    public Downgrade(IntPredicate alphabet) {
        this.alphabet = alphabet;
    }

    /** A downgrade to printable ASCII. */
    public static Downgrade toAscii() {
        return new Downgrade(c -> c >= 0x20 && c <= 0x7e);
    }

    /** The text in the alphabet. */
    public String apply(String text) {
        int first = firstOutside(text);
        if (first == text.length()) {
            return text;
        }
        StringBuilder written = new StringBuilder(text.length() + 8).append(text, 0, first);
        for (int i = first; i < text.length();) {
            int c = text.codePointAt(i);
            if (alphabet.test(c)) {
                written.appendCodePoint(c);
            } else {
                written.append(counterpart(c));
            }
            i += Character.charCount(c);
        }
        return written.toString();
    }

    /** Whether every character of the text is in the alphabet or has a counterpart there. */
    public boolean hasCounterpart(int c) {
        return alphabet.test(c) || !counterpart(c).equals(NO_COUNTERPART);
    }

    private int firstOutside(String text) {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (!alphabet.test(c)) {
                return i;
            }
            i += Character.charCount(c);
        }
        return i;
    }

    private String counterpart(int c) {
        int base = withoutLastAccent(c);
        if (base != c) {
            return alphabet.test(base) ? Character.toString(base) : NO_COUNTERPART;
        }
        if (CharacterClasses.isZeroWidth(c)) {
            return "";
        }
        if (CharacterClasses.isNonBreakingSpace(c)) {
            return " ";
        }
        return switch (c) {
            case '\t' -> " ";
            case 0x2011, 0x2013, 0x2014, 0x2212 -> "-";
            case 0x2026 -> "...";
            case 0x2018, 0x2019, 0x201a -> "'";
            case 0x201c, 0x201d, 0x201e -> "\"";
            case 0x141 -> "L";
            case 0x142 -> "l";
            default -> NO_COUNTERPART;
        };
    }

    /**
     * The first code point of the character's canonical decomposition, taken one level deep as the Unicode data has
     * it (the JDK only offers the full one); the character itself when it has none.
     */
    static int withoutLastAccent(int c) {
        String character = Character.toString(c);
        String full = Normalizer.normalize(character, Normalizer.Form.NFD);
        if (full.equals(character)) {
            return c;
        }
        String composed = Normalizer.normalize(character, Normalizer.Form.NFC);
        if (!composed.equals(character) && composed.codePointCount(0, composed.length()) == 1) {
            return composed.codePointAt(0);
        }
        if (full.codePointCount(0, full.length()) == 1) {
            return full.codePointAt(0);
        }
        String withoutLast = full.substring(0, full.offsetByCodePoints(full.length(), -1));
        return Normalizer.normalize(withoutLast, Normalizer.Form.NFC).codePointAt(0);
    }
}
