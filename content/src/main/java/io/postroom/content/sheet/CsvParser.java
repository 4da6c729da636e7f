package io.postroom.content.sheet;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma- or tab-separated text (RFC 4180, and what people's programs make of it): quotes around cells, doubled
 * inside them; spaces in front of a cell skipped; any line end; a quote that never closes ends with the file.
 */
final class CsvParser {

    private final String text;
    private final char separator;
    private final RowSink sink;
    private final StringBuilder cell = new StringBuilder();
    private int at;

    private CsvParser(String text, char separator, RowSink sink) {
        this.text = text;
        this.separator = separator;
        this.sink = sink;
    }

    /** Hands on every row, also empty ones, until the sink has had enough. */
    static void parse(String text, char separator, RowSink sink) {
        new CsvParser(text, separator, sink).rows();
    }

    private void rows() {
        boolean more = true;
        while (more && at < text.length()) {
            List<String> row = new ArrayList<>();
            boolean sameRow = true;
            while (sameRow) {
                sameRow = cell();
                row.add(cell.toString());
            }
            more = sink.row(row);
        }
    }

    /** Reads a cell; says whether another one of the same row follows. */
    private boolean cell() {
        cell.setLength(0);
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            quoted();
        }
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == separator) {
                return true;
            }
            if (c == '\n' || c == '\r') {
                if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
                    at++;
                }
                return false;
            }
            cell.append(c);
        }
        return false;
    }

    private void quoted() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                cell.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                cell.append(c);
                at++;
            } else {
                return;
            }
        }
    }
}
