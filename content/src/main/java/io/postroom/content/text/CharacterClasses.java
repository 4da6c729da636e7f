package io.postroom.content.text;

/** The classes of characters that the rules for recipients, texts and sheets are written in. */
public final class CharacterClasses {

    private CharacterClasses() {}

    /** Characters without width, and the line and paragraph separators: pasted in unseen, never meant. */
    public static boolean isZeroWidth(int c) {
        return c == 0x180e || c == 0x200b || c == 0x200c || c == 0x200d || c == 0x2060 || c == 0xfeff || c == 0x2028
                || c == 0x2029;
    }

    /** The spaces that do not break. */
    public static boolean isNonBreakingSpace(int c) {
        return c == 0xa0 || c == 0x202f;
    }

    /** Space, tab, new line, carriage return, vertical tab, form feed. */
    public static boolean isWhitespace(int c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /** The text without whitespace at its ends. */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The text without zero-width characters and non-breaking spaces, and without whitespace at its ends. */
    public static String clean(String text) {
        int i = 0;
        while (i < text.length() && !isZeroWidth(text.charAt(i)) && !isNonBreakingSpace(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return trim(text);
        }
        StringBuilder kept = new StringBuilder(text.length()).append(text, 0, i);
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isZeroWidth(c) && !isNonBreakingSpace(c)) {
                kept.append(c);
            }
        }
        return trim(kept.toString());
    }

    /** The text with each run of whitespace and spaces of any kind made one space, no zero-width characters, trimmed. */
    public static String collapse(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isZeroWidth(c)) {
                continue;
            }
            if (isWhitespace(c) || Character.isSpaceChar(c)) {
                space = true;
            } else {
                if (space && !kept.isEmpty()) {
                    kept.append(' ');
                }
                space = false;
                kept.append(c);
            }
        }
        return kept.toString();
    }

    /** The text without the whitespace that stands in front of a comma or a full stop. */
    public static String withoutSpaceBeforePunctuation(String text) {
        if (!hasSpaceBeforePunctuation(text)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '.') {
                int end = kept.length();
                while (end > 0 && isWhitespace(kept.charAt(end - 1))) {
                    end--;
                }
                kept.setLength(end);
            }
            kept.append(c);
        }
        return kept.toString();
    }

    private static boolean hasSpaceBeforePunctuation(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == ',' || c == '.') && isWhitespace(text.charAt(i - 1))) {
                return true;
            }
        }
        return false;
    }
}
