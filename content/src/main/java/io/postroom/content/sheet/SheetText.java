package io.postroom.content.sheet;

import io.postroom.content.text.CharacterClasses;

/** Frees text files and cells of what nobody sees. */
final class SheetText {

    private SheetText() {}

    /** The text of a file without blank lines, lines of nothing but commas, and a byte order mark at its ends. */
    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isNothing(text.charAt(start))) {
            start++;
        }
        while (end > start && (isNothing(text.charAt(end - 1)) || text.charAt(end - 1) == ',')) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isNothing(char c) {
        return CharacterClasses.isWhitespace(c) || CharacterClasses.isZeroWidth(c)
                || CharacterClasses.isNonBreakingSpace(c);
    }
}
