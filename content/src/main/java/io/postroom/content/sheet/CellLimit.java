package io.postroom.content.sheet;

import java.util.List;

/**
 * Passes rows on, up to a number of cells that no sheet of recipients has. A workbook of a few kilobytes can describe
 * millions of cells by saying once that they repeat.
 */
final class CellLimit {

    static final int MAX_COLUMNS = 16_384;
    private static final long MAX_CELLS = 5_000_000;

    private final RowSink sink;
    private long cells;

    CellLimit(RowSink sink) {
        this.sink = sink;
    }

    boolean row(List<String> row) throws Workbook.TooMuchException {
        cells += row.size() + 1;
        if (cells > MAX_CELLS || row.size() > MAX_COLUMNS) {
            throw new Workbook.TooMuchException();
        }
        return sink.row(row);
    }
}
