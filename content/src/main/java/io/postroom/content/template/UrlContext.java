package io.postroom.content.template;

import java.util.Locale;

/** Tells whether a placeholder stands inside an address of the web, where other rules of escaping hold. */
final class UrlContext {

    private UrlContext() {}

    /** The position of a placeholder that starts at an offset of a text. */
    static Segment.UrlPosition at(String text, int offset) {
        int start = offset;
        int lowest = Math.max(0, offset - 2_100);
        while (start > lowest && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        String word = text.substring(start, offset).toLowerCase(Locale.ROOT);
        if (word.endsWith("](")) {
            return Segment.UrlPosition.WHOLE;
        }
        int target = word.lastIndexOf("](");
        int bare = Math.max(word.lastIndexOf("http://"), word.lastIndexOf("https://"));
        boolean inTarget = target >= 0 && word.indexOf(')', target) < 0;
        boolean inBare = bare >= 0 && word.indexOf(')', bare) < 0;
        return inTarget || inBare || endsInsidePlaceholderOfUrl(word, target, bare)
                ? Segment.UrlPosition.PART
                : Segment.UrlPosition.OUTSIDE;
    }

    /** A second placeholder of one address has the brackets of the first in front of it. */
    private static boolean endsInsidePlaceholderOfUrl(String word, int target, int bare) {
        int from = Math.max(target, bare);
        if (from < 0) {
            return false;
        }
        String rest = word.substring(from).replaceAll("\\(\\([^()]+\\)\\)", "");
        return rest.indexOf(')') < 0;
    }
}
