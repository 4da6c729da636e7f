package io.postroom.content.markdown;

import org.jspecify.annotations.Nullable;

/**
 * The part of a link after its text: {@code (address)} or {@code (address "title")}, on one line.
 *
 * @param destination the address, unescaped
 * @param title the title, unescaped
 * @param end the index after the closing bracket
 */
record LinkTarget(String destination, @Nullable String title, int end) {

    /** Longer ones do not work in browsers, and the limit keeps a text full of brackets cheap to read. */
    private static final int MAX_LENGTH = 2_100;

    /** The target that starts at an index, or null. */
    static @Nullable LinkTarget at(String source, int start, int to) {
        int limit = Math.min(to, start + MAX_LENGTH);
        if (start >= limit || source.charAt(start) != '(') {
            return null;
        }
        int from = skipSpaces(source, start + 1, limit);
        int end = destinationEnd(source, from, limit);
        if (end <= from || end >= limit) {
            return null;
        }
        String destination = MarkdownEscape.unescape(source.substring(from, end));
        int next = skipSpaces(source, end, limit);
        if (next < limit && source.charAt(next) == ')') {
            return new LinkTarget(destination, null, next + 1);
        }
        return next > end ? withTitle(source, destination, next, limit) : null;
    }

    private static @Nullable LinkTarget withTitle(String source, String destination, int start, int limit) {
        if (start >= limit || source.charAt(start) != '"') {
            return null;
        }
        int quote = start + 1;
        while (quote < limit && source.charAt(quote) != '"' && source.charAt(quote) != '\n') {
            quote += source.charAt(quote) == '\\' ? 2 : 1;
        }
        if (quote >= limit || source.charAt(quote) != '"') {
            return null;
        }
        int close = skipSpaces(source, quote + 1, limit);
        return close < limit && source.charAt(close) == ')'
                ? new LinkTarget(destination, MarkdownEscape.unescape(source.substring(start + 1, quote)), close + 1)
                : null;
    }

    /** The index of the first character after the address; brackets inside an address must be in pairs. */
    private static int destinationEnd(String source, int from, int limit) {
        int depth = 0;
        int i = from;
        while (i < limit) {
            char c = source.charAt(i);
            if (c == '\\' && i + 1 < limit && MarkdownEscape.isEscapable(source.charAt(i + 1))) {
                i += 2;
                continue;
            }
            if (Character.isWhitespace(c) || c == MarkdownEscape.VALUE_LINE_BREAK) {
                return i;
            }
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                if (depth == 0) {
                    return i;
                }
                depth--;
            }
            i++;
        }
        return limit;
    }

    private static int skipSpaces(String source, int from, int limit) {
        int i = from;
        while (i < limit && (source.charAt(i) == ' ' || source.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }
}
