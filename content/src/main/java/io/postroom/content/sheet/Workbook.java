package io.postroom.content.sheet;

import io.postroom.content.Checked;

/** Files that are packed: XLSX and ODS. */
final class Workbook {

    private Workbook() {}

    static Checked<SheetFormat> read(byte[] file, RowSink rows) {
        return Checked.invalid(FileProblems.DAMAGED);
    }
}
