package io.postroom.content.sheet;

import io.postroom.content.text.CharacterClasses;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes results as CSV (RFC 4180, lines end with CRLF) that no spreadsheet program will execute: a cell that it would
 * take for a formula gets an apostrophe in front, which the program does not show as part of the text (CWE-1236, and
 * OWASP's advice on it). Any text is accepted; there are no problems.
 */
public final class SafeCsv {

    private static final String FORMULA_SIGNS = "=+-@\t\r\n|%＝＋－＠";

    private SafeCsv() {}

    /** One line for a row, with its line end. */
    public static String line(List<String> cells) {
        return cells.stream().map(SafeCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** Programs pass over white space and what nobody sees, such as a byte order mark, before they look for a formula. */
    private static int firstSeen(String text) {
        int i = 0;
        while (i < text.length() && isPassedOver(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isPassedOver(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)
                || CharacterClasses.isInvisible(c);
    }

    private static String cell(String text) {
        int first = firstSeen(text);
        boolean dangerous = !text.isEmpty() && FORMULA_SIGNS.indexOf(text.charAt(0)) >= 0
                || first < text.length() && FORMULA_SIGNS.indexOf(text.charAt(first)) >= 0;
        String safe = dangerous ? "'" + text : text;
        boolean quoted = safe.chars()
                .anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\t' || c == ';')
                || safe.startsWith(" ") || safe.endsWith(" ");
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
