package io.postroom.content.sheet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A first line such as {@code sep=;}, by which a text file tells Excel and LibreOffice what its columns are separated
 * by. Programs do not show it and do not count it as a row. It may stand in quotes.
 *
 * @param separator what stands between cells
 * @param length how many characters the line takes, its end included
 */
record SeparatorLine(char separator, int length) {

    // A letter or a digit would be the header of a column.
    private static final Pattern LINE = Pattern
            .compile("(\"?)(?i:sep)=([^\"\\p{L}\\p{N}\\r\\n ])\\1(?:\\r\\n?|\\n|\\z)");

    /** The line at the start of a text; null when there is none. */
    static @Nullable SeparatorLine find(String text) {
        Matcher line = LINE.matcher(text);
        return line.lookingAt() ? new SeparatorLine(line.group(2).charAt(0), line.end()) : null;
    }
}
