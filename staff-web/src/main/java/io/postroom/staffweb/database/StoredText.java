package io.postroom.staffweb.database;

import org.jspecify.annotations.Nullable;

/** Texts as the database can hold them: it has no place for U+0000, nor for half a character. */
public final class StoredText {
    private static final int REPLACEMENT = 0xfffd;

    private StoredText() {}

    /** A text without what the database would refuse; the same where there is nothing of it. */
    public static String clean(String text) {
        return text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c)) ? text : cleaned(text);
    }

    /** As {@link #clean}, of a text that may be missing. */
    public static @Nullable String cleanOrNull(@Nullable String text) {
        return text == null ? null : clean(text);
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().filter(c -> c != 0).map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                ? REPLACEMENT
                : c).forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
