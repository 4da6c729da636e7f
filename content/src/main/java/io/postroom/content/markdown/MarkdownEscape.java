package io.postroom.content.markdown;

/**
 * Makes any text safe to stand inside a Markdown message: read by {@link MessageMarkdown} it gives back exactly the
 * text, whatever stands around it.
 */
public final class MarkdownEscape {

    /**
     * A line break that belongs to a value. It ends a line but, other than a new line, can neither end the block it
     * stands in nor begin another, so a value never changes the structure of the message.
     */
    public static final char VALUE_LINE_BREAK = '\u2028';

    private MarkdownEscape() {}

    /** The text with every character escaped that could be read as Markdown. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isLineBreak(c)) {
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                escaped.append(VALUE_LINE_BREAK);
            } else if (Character.isISOControl(c)) {
                escaped.append(' ');
            } else {
                if (isEscapable(c)) {
                    escaped.append('\\');
                }
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Whether a backslash in front of the character makes it plain text. */
    static boolean isEscapable(char c) {
        return c == '•' || c > ' ' && c < 0x7f && !isAsciiAlphanumeric(c);
    }

    private static boolean isAsciiAlphanumeric(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029' || c == '\u0085' || c == '\u000b' || c == '\f';
    }
}
