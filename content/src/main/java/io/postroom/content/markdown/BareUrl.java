package io.postroom.content.markdown;

/**
 * An address that is written out, {@code https://…}. It can only start with characters that are not escaped, so a
 * value never makes a link of its own; it may go on over escaped ones, so that a template can write
 * {@code https://www.example.gov.uk/cases/((reference))}.
 */
final class BareUrl {

    private BareUrl() {}

    static boolean startsAt(String source, int index) {
        char c = source.charAt(index);
        if (c != 'h' && c != 'H' || index > 0 && isWordCharacter(source.charAt(index - 1))) {
            return false;
        }
        int host = source.regionMatches(true, index, "https://", 0, 8)
                ? index + 8
                : source.regionMatches(true, index, "http://", 0, 7) ? index + 7 : source.length();
        return host < source.length() && Character.isLetterOrDigit(source.charAt(host));
    }

    /** The index after the address: punctuation at its end belongs to the sentence. */
    static int end(String source, int start, int to) {
        int end = start;
        int depth = 0;
        int lastGood = start;
        while (end < to) {
            char c = source.charAt(end);
            if (c == '\\' && end + 1 < to && MarkdownEscape.isEscapable(source.charAt(end + 1))) {
                end += 2;
                lastGood = end;
                continue;
            }
            if (endsAddress(c) || c == ')' && depth == 0) {
                break;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            end++;
            if (".,;:!?'’”*_".indexOf(c) < 0) {
                lastGood = end;
            }
        }
        return lastGood;
    }

    private static boolean endsAddress(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c < ' ' || c == '<' || c == '>' || c == '"'
                || c == '[' || c == ']' || c == '\\' || c == '`';
    }

    private static boolean isWordCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '@' || c == '.' || c == '/' || c == ':';
    }
}
