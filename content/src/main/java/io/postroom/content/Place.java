package io.postroom.content;

/**
 * Where in a text something is, counted from 1 as editors do; a column counts UTF-16 code units.
 *
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record Place(int line, int column) {

    /** The place of the character at an offset of a text. */
    public static Place of(String text, int offset) {
        int line = 1;
        int lineStart = 0;
        for (int next = text.indexOf('\n'); next >= 0 && next < offset; next = text.indexOf('\n', lineStart)) {
            line++;
            lineStart = next + 1;
        }
        return new Place(line, offset - lineStart + 1);
    }
}
