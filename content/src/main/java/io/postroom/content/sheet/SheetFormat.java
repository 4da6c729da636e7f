package io.postroom.content.sheet;

/** The kinds of file that recipients come in, by what is in them and not by their name; see {@link SheetFile}. */
public enum SheetFormat {
    CSV, TSV, XLSX, ODS
}
