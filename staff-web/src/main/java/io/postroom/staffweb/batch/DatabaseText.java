package io.postroom.staffweb.batch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Texts as the database can hold them: it has no place for U+0000, nor for half a character. */
final class DatabaseText {
    private static final String CELL = "\u001f";

    private DatabaseText() {}

    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().filter(c -> c != 0).map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                ? 0xfffd
                : c).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** Several cells as one text. */
    static String join(List<String> cells) {
        return cells.stream().map(cell -> clean(cell).replace(CELL, " ")).collect(Collectors.joining(CELL));
    }

    static List<String> split(@Nullable String joined) {
        return joined == null ? List.of() : Arrays.asList(joined.split(CELL, -1));
    }
}
