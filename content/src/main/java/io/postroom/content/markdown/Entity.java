package io.postroom.content.markdown;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The few HTML entities that people write in messages, such as {@code &nbsp;}.
 *
 * @param text the character it stands for
 * @param end the index after its semicolon
 */
record Entity(String text, int end) {

    private static final Map<String, String> NAMED = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'",
            "nbsp", "\u00a0", "pound", "£", "ndash", "–", "mdash", "—", "hellip", "…");
    private static final Pattern ENTITY = Pattern.compile("&(?:([a-z]{2,6})|#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));");

    /** The entity at an index, or null. */
    static @Nullable Entity at(String source, int index) {
        Matcher matcher = ENTITY.matcher(source).region(index, Math.min(source.length(), index + 11));
        if (!matcher.lookingAt()) {
            return null;
        }
        String text = matcher.group(1) != null
                ? NAMED.get(matcher.group(1))
                : matcher.group(2) != null
                        ? character(Integer.parseInt(matcher.group(2)))
                        : character(Integer.parseInt(matcher.group(3), 16));
        return text == null ? null : new Entity(text, matcher.end());
    }

    private static @Nullable String character(int codePoint) {
        boolean printable = Character.isValidCodePoint(codePoint) && !Character.isISOControl(codePoint)
                && Character.getType(codePoint) != Character.SURROGATE;
        return printable ? Character.toString(codePoint) : null;
    }
}
