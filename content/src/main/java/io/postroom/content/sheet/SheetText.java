package io.postroom.content.sheet;

import io.postroom.content.text.CharacterClasses;

/** Frees text files and cells of what nobody sees. */
final class SheetText {

    private SheetText() {}

    /** The text of a file without blank lines, lines of nothing but commas, and a byte order mark at its ends. */
    static String trimmed(String text) {
        return withoutBlankEnd(withoutBlankStart(text), ',');
    }

    /** The text without a byte order mark and blank lines in front. */
    static String withoutBlankStart(String text) {
        int start = 0;
        while (start < text.length() && isNothing(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    /** The text without lines at its end that are blank or hold nothing but separators. */
    static String withoutBlankEnd(String text, char separator) {
        int end = text.length();
        while (end > 0 && (isNothing(text.charAt(end - 1)) || text.charAt(end - 1) == separator)) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isNothing(char c) {
        return CharacterClasses.isWhitespace(c) || CharacterClasses.isZeroWidth(c)
                || CharacterClasses.isNonBreakingSpace(c);
    }
}
