package io.postroom.content.template;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells where a placeholder stands: inside an address of the web and at the start of a line other rules of escaping hold. */
final class SlotContext {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\(\\([^()]+\\)\\)");

    private SlotContext() {}

    /** The position of a placeholder that starts at an offset of a text. */
    static Segment.Position at(String text, int offset) {
        int start = offset;
        int lowest = Math.max(0, offset - 2_100);
        while (start > lowest && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        String word = text.substring(start, offset).toLowerCase(Locale.ROOT);
        if (word.endsWith("](")) {
            return Segment.Position.WHOLE_ADDRESS;
        }
        int target = word.lastIndexOf("](");
        int bare = Math.max(word.lastIndexOf("http://"), word.lastIndexOf("https://"));
        boolean inTarget = target >= 0 && word.indexOf(')', target) < 0;
        boolean inBare = bare >= 0 && word.indexOf(')', bare) < 0;
        return inTarget || inBare || endsInsidePlaceholderOfUrl(word, target, bare)
                ? Segment.Position.PART_OF_ADDRESS
                : startsLine(text, offset) ? Segment.Position.START_OF_LINE : Segment.Position.TEXT;
    }

    /** Whether only signs that begin a block, and other placeholders, stand in front of it in its line. */
    private static boolean startsLine(String text, int offset) {
        int start = text.lastIndexOf('\n', offset - 1) + 1;
        return offset - start < 500
                && PLACEHOLDER.matcher(text.substring(start, offset)).replaceAll("").chars()
                        .allMatch(c -> " \t*•+-^#.)".indexOf(c) >= 0 || c >= '0' && c <= '9');
    }

    /** A second placeholder of one address has the brackets of the first in front of it. */
    private static boolean endsInsidePlaceholderOfUrl(String word, int target, int bare) {
        int from = Math.max(target, bare);
        if (from < 0) {
            return false;
        }
        String rest = PLACEHOLDER.matcher(word.substring(from)).replaceAll("");
        return rest.indexOf(')') < 0;
    }
}
