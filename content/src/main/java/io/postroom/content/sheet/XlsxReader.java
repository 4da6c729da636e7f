package io.postroom.content.sheet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

/** Reads the first visible sheet of an Excel workbook (ISO/IEC 29500, SpreadsheetML), row by row. */
final class XlsxReader {

    /** More characters than sheets of ten megabytes have, and less than memory has. */
    private static final long MAX_SHARED = 50_000_000;

    private final ZipParts parts;
    private final CellLimit rows;
    private final Map<String, String> targets = new HashMap<>();
    private final List<String> sharedTexts = new ArrayList<>();
    private final XlsxFormats formats = new XlsxFormats();
    private @Nullable String sheetRelation;

    XlsxReader(ZipParts parts, CellLimit rows) {
        this.parts = parts;
        this.rows = rows;
    }

    void read() throws IOException, XMLStreamException {
        parts.read("xl/workbook.xml", this::readWorkbook);
        parts.read("xl/_rels/workbook.xml.rels", this::readRelations);
        parts.read("xl/sharedStrings.xml", this::readSharedTexts);
        parts.read("xl/styles.xml", formats::read);
        String target = sheetRelation == null ? null : targets.get(sheetRelation);
        if (target == null) {
            throw new XMLStreamException("No sheet");
        }
        String part = target.startsWith("/") ? target.substring(1) : "xl/" + target;
        if (!parts.has(part)) {
            throw new XMLStreamException("No sheet");
        }
        parts.read(part, this::readSheet);
    }

    private void readWorkbook(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (xml.getLocalName().equals("workbookPr")) {
                formats.use1904(isTrue(attribute(xml, "date1904")));
            } else if (xml.getLocalName().equals("sheet") && sheetRelation == null
                    && !String.valueOf(attribute(xml, "state")).contains("idden")) {
                sheetRelation = attribute(xml, "id");
            }
        }
    }

    private void readRelations(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Relationship")) {
                targets.put(String.valueOf(attribute(xml, "Id")), String.valueOf(attribute(xml, "Target")));
            }
        }
    }

    private void readSharedTexts(XMLStreamReader xml) throws IOException, XMLStreamException {
        long length = 0;
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("si")) {
                String text = text(xml, "si");
                length += text.length();
                if (length > MAX_SHARED) {
                    throw new Workbook.TooMuchException();
                }
                sharedTexts.add(text);
            }
        }
    }

    private void readSheet(XMLStreamReader xml) throws IOException, XMLStreamException {
        Set<Integer> hiddenColumns = new HashSet<>();
        int next = 0;
        boolean more = true;
        while (more && xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (xml.getLocalName().equals("col") && isTrue(attribute(xml, "hidden"))) {
                hide(xml, hiddenColumns);
            } else if (xml.getLocalName().equals("row")) {
                int index = number(attribute(xml, "r"), next + 1) - 1;
                boolean hidden = isTrue(attribute(xml, "hidden"));
                // Rows that are not written down are blank ones.
                for (; more && next < index; next++) {
                    more = rows.row(List.of());
                }
                List<String> cells = cells(xml, hiddenColumns);
                // A hidden row keeps its number, as in the program.
                more = more && rows.row(hidden ? List.of() : cells);
                next++;
            }
        }
    }

    private static void hide(XMLStreamReader xml, Set<Integer> hiddenColumns) {
        int last = Math.min(number(attribute(xml, "max"), 0), CellLimit.MAX_COLUMNS);
        for (int column = number(attribute(xml, "min"), 1); column <= last; column++) {
            hiddenColumns.add(column - 1);
        }
    }

    private List<String> cells(XMLStreamReader xml, Set<Integer> hiddenColumns) throws IOException, XMLStreamException {
        List<String> cells = new ArrayList<>();
        int column = 0;
        int skipped = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
                int at = column(attribute(xml, "r"), column);
                if (at >= CellLimit.MAX_COLUMNS) {
                    throw new Workbook.TooMuchException();
                }
                for (; column < at; column++) {
                    skipped += hiddenColumns.contains(column) ? 1 : 0;
                }
                String value = cell(xml);
                if (!hiddenColumns.contains(column)) {
                    while (cells.size() < column - skipped) {
                        cells.add("");
                    }
                    cells.add(value);
                } else {
                    skipped++;
                }
                column++;
            }
        }
        return cells;
    }

    private String cell(XMLStreamReader xml) throws IOException, XMLStreamException {
        String type = String.valueOf(attribute(xml, "t"));
        int style = number(attribute(xml, "s"), 0);
        String value = "";
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("c")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("v")) {
                value = ElementText.of(xml);
            } else if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("is")) {
                value = text(xml, "is");
            }
        }
        return switch (type) {
            case "s" -> sharedTexts.get(Integer.parseInt(value.strip()));
            case "inlineStr", "str", "e", "d" -> value;
            case "b" -> value.strip().equals("1") ? "TRUE" : "FALSE";
            default -> formats.shown(value, style);
        };
    }

    /** The text of an element with runs of formatted text; how it is pronounced is not part of it. */
    private static String text(XMLStreamReader xml, String element) throws IOException, XMLStreamException {
        StringBuilder text = new StringBuilder();
        boolean phonetic = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(element)) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                phonetic = xml.getLocalName().equals("rPh") ? event == XMLStreamConstants.START_ELEMENT : phonetic;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("t") && !phonetic) {
                text.append(ElementText.of(xml));
            }
        }
        return text.toString();
    }

    /** The column of a reference such as {@code AB12}, from 0. */
    private static int column(@Nullable String reference, int next) {
        if (reference == null) {
            return next;
        }
        int column = 0;
        for (int i = 0; i < reference.length() && i < 4 && Character.isLetter(reference.charAt(i)); i++) {
            column = column * 26 + (Character.toUpperCase(reference.charAt(i)) - 'A' + 1);
        }
        return Math.max(next, column - 1);
    }

    static @Nullable String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    static int number(@Nullable String text, int otherwise) {
        return text == null ? otherwise : Integer.parseInt(text.strip());
    }

    private static boolean isTrue(@Nullable String text) {
        return "1".equals(text) || "true".equals(text);
    }
}
