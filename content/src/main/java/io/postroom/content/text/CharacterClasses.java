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

    /**
     * Whether nothing is printed for a character, not even a space: those without width, formatting characters, those
     * that Unicode lets programs ignore (UAX #44, Default_Ignorable_Code_Point), and halves of surrogate pairs.
     */
    public static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5
                    || c >= 0x180b && c <= 0x180f || c == 0x2065 || c == 0x3164 || c >= 0xfe00 && c <= 0xfe0f
                    || c == 0xffa0
                    || c >= 0xfff0 && c <= 0xfff8 || c >= 0xe0000 && c <= 0xe0fff;
        };
    }

    /**
     * The text as it is seen on paper: each run of whitespace, spaces of any kind and control characters made one
     * space, {@linkplain #isInvisible(int) invisible} characters left out, trimmed. Nothing is left of a text that
     * prints nothing.
     */
    public static String collapse(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isInvisible(c)) {
                continue;
            }
            if (Character.isSpaceChar(c) || Character.isISOControl(c)) {
                space = true;
            } else {
                if (space && !kept.isEmpty()) {
                    kept.append(' ');
                }
                space = false;
                kept.appendCodePoint(c);
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
