package io.postroom.content.markdown;

/**
 * Makes any text safe to stand inside a Markdown message: read by {@link MessageMarkdown} it gives back exactly the
 * text, whatever stands around it. Escapes are the backslashes of CommonMark 0.31 (2.4); line breaks become U+2028,
 * which ends a line and no block. Any text is accepted, in time that grows with its length; there are no problems.
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

    /**
     * A value that is the first thing in a line of a template: what follows it may make the two the number of a list
     * ({@code ((number)). text}) or a {@code QR:}. Written as a character reference it is never read so.
     */
    public static String escapeAtStartOfLine(String text) {
        String escaped = escape(text);
        String word = text.strip();
        boolean marker = !word.isEmpty() && word.length() <= 9 && word.chars().allMatch(c -> c >= '0' && c <= '9')
                || word.equalsIgnoreCase("q") || word.equalsIgnoreCase("r") || word.equalsIgnoreCase("qr");
        return marker ? escaped.replace(word, "&#" + (int) word.charAt(0) + ";" + word.substring(1)) : escaped;
    }

    /** The text without the backslashes that escape, and with its own line breaks. */
    public static String unescape(String text) {
        if (text.indexOf('\\') < 0 && text.indexOf(VALUE_LINE_BREAK) < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 1 < text.length() && isEscapable(text.charAt(i + 1))) {
                i++;
            }
            plain.append(text.charAt(i) == VALUE_LINE_BREAK ? '\n' : text.charAt(i));
        }
        return plain.toString();
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
