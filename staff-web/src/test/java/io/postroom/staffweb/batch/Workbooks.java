package io.postroom.staffweb.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks of one sheet, as small as they can be. */
final class Workbooks {
    private Workbooks() {}

    /** An XLSX with this as its one sheet. */
    static byte[] xlsx(String sheet) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
        parts.put("xl/workbook.xml",
                "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                        + "<sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        parts.put("xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                        + "<Relationship Id=\"rId1\" Type=\"worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
        parts.put("xl/worksheets/sheet1.xml", sheet);
        return zip(parts);
    }

    static String xlsxSheet(List<List<String>> table) {
        return "<worksheet><sheetData>" + table(table, "row", cell -> "<c t=\"inlineStr\"><is><t>" + cell
                + "</t></is></c>") + "</sheetData></worksheet>";
    }

    /** An ODS with this as its content. */
    static byte[] ods(String content) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
        parts.put("content.xml", content);
        return zip(parts);
    }

    static String odsContent(List<List<String>> table) {
        return "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                + " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
                + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>"
                + "<table:table>" + table(table, "table:table-row", cell -> "<table:table-cell office:value-type="
                        + "\"string\"><text:p>" + cell + "</text:p></table:table-cell>")
                + "</table:table></office:spreadsheet></office:body></office:document-content>";
    }

    private static String table(List<List<String>> table, String row, UnaryOperator<String> cell) {
        return table.stream().map(cells -> "<" + row + ">" + cells.stream().map(cell).collect(Collectors.joining())
                + "</" + row + ">").collect(Collectors.joining());
    }

    private static byte[] zip(Map<String, String> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
