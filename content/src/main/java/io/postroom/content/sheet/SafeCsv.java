package io.postroom.content.sheet;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes results as CSV (RFC 4180, lines end with CRLF) that no spreadsheet program will execute: a cell that it would
 * take for a formula gets an apostrophe in front, which the program does not show as part of the text.
 */
public final class SafeCsv {

    private static final String FORMULA_SIGNS = "=+-@\t\r\n|%＝＋－＠";

    private SafeCsv() {}

    /** One line for a row, with its line end. */
    public static String line(List<String> cells) {
        return cells.stream().map(SafeCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        String visible = text.stripLeading();
        boolean dangerous = !text.isEmpty() && FORMULA_SIGNS.indexOf(text.charAt(0)) >= 0
                || !visible.isEmpty() && FORMULA_SIGNS.indexOf(visible.charAt(0)) >= 0;
        String safe = dangerous ? "'" + text : text;
        boolean quoted = safe.chars()
                .anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\t' || c == ';')
                || safe.startsWith(" ") || safe.endsWith(" ");
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
