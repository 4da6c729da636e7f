package io.postroom.content.sheet;

/** The kinds of file that recipients come in. */
public enum SheetFormat {
    CSV, TSV, XLSX, ODS
}
