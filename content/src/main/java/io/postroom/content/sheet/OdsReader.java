package io.postroom.content.sheet;

import io.postroom.content.Checked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads the first table of an OpenDocument spreadsheet (ISO/IEC 26300), row by row, as the text that it shows. */
final class OdsReader {

    private static final String MIME_TYPE = "application/vnd.oasis.opendocument.spreadsheet";

    private final CellLimit rows;
    private final List<Boolean> hiddenColumns = new ArrayList<>();
    /** Blank rows at the end are written as one that repeats a million times; they count only when another follows. */
    private int blankRows;
    private boolean done;

    private OdsReader(CellLimit rows) {
        this.rows = rows;
    }

    static Checked<SheetFormat> read(ZipParts parts, CellLimit rows) throws IOException, XMLStreamException {
        if (!parts.beginning("mimetype", MIME_TYPE.length()).equals(MIME_TYPE)) {
            return Checked.invalid(FileProblems.NOT_A_SPREADSHEET);
        }
        boolean[] encrypted = new boolean[1];
        parts.read("META-INF/manifest.xml", xml -> encrypted[0] = hasEncryption(xml));
        if (encrypted[0]) {
            return Checked.invalid(FileProblems.PROTECTED);
        }
        parts.read("content.xml", new OdsReader(rows)::readContent);
        return Checked.valid(SheetFormat.ODS);
    }

    private static boolean hasEncryption(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("encryption-data")) {
                return true;
            }
        }
        return false;
    }

    private void readContent(XMLStreamReader xml) throws IOException, XMLStreamException {
        while (!done && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("table")) {
                return;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("table-column")) {
                addColumns(isHidden(xml), repeated(xml, "number-columns-repeated"));
            } else if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("table-row")) {
                boolean hidden = isHidden(xml);
                int times = repeated(xml, "number-rows-repeated");
                List<String> cells = cells(xml);
                // A hidden row keeps its number, as in the program.
                pass(hidden ? List.of() : cells, times);
            }
        }
    }

    private void addColumns(boolean hidden, int times) {
        for (int i = 0; i < times && hiddenColumns.size() < CellLimit.MAX_COLUMNS; i++) {
            hiddenColumns.add(hidden);
        }
    }

    private void pass(List<String> cells, int times) throws IOException {
        if (cells.isEmpty()) {
            blankRows += times;
            return;
        }
        for (; blankRows > 0 && !done; blankRows--) {
            done = !rows.row(List.of());
        }
        for (int i = 0; i < times && !done; i++) {
            done = !rows.row(cells);
        }
    }

    /** The cells up to the last one that shows something. */
    private List<String> cells(XMLStreamReader xml) throws IOException, XMLStreamException {
        List<String> cells = new ArrayList<>();
        int column = 0;
        int blank = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("table-row")) {
                break;
            }
            boolean cell = event == XMLStreamConstants.START_ELEMENT
                    && (xml.getLocalName().equals("table-cell") || xml.getLocalName().equals("covered-table-cell"));
            if (!cell) {
                continue;
            }
            String element = xml.getLocalName();
            int times = repeated(xml, "number-columns-repeated");
            String text = text(xml, element);
            for (int i = 0; i < times && column < CellLimit.MAX_COLUMNS; i++, column++) {
                if (column < hiddenColumns.size() && hiddenColumns.get(column)) {
                    continue;
                }
                if (text.isEmpty()) {
                    blank++;
                } else {
                    for (; blank > 0; blank--) {
                        cells.add("");
                    }
                    cells.add(text);
                }
            }
        }
        return cells;
    }

    /** The paragraphs of a cell, without notes that are pinned to it. */
    private static String text(XMLStreamReader xml, String element) throws IOException, XMLStreamException {
        StringBuilder text = new StringBuilder();
        int paragraphs = 0;
        int notes = 0;
        boolean inside = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(element)) {
                break;
            }
            boolean characters = event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA
                    || event == XMLStreamConstants.SPACE;
            if (characters && inside && notes == 0) {
                ElementText.append(xml, text);
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "annotation" -> notes++;
                    case "p" -> {
                        inside = true;
                        text.append(notes == 0 && paragraphs++ > 0 ? "\n" : "");
                    }
                    case "s" -> text.append(" ".repeat(notes == 0 ? Math.min(repeated(xml, "c"), 1_000) : 0));
                    case "line-break" -> text.append(notes == 0 ? "\n" : "");
                    case "tab" -> text.append(notes == 0 ? "\t" : "");
                    default -> {
                    }
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                notes -= xml.getLocalName().equals("annotation") ? 1 : 0;
                inside &= !xml.getLocalName().equals("p");
            }
        }
        return text.toString();
    }

    private static boolean isHidden(XMLStreamReader xml) {
        @Nullable
        String visibility = XlsxReader.attribute(xml, "visibility");
        return "collapse".equals(visibility) || "filter".equals(visibility);
    }

    private static int repeated(XMLStreamReader xml, String name) {
        return XlsxReader.number(XlsxReader.attribute(xml, name), 1);
    }
}
