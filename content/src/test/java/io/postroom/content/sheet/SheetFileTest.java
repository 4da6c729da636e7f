package io.postroom.content.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Checked;
import io.postroom.content.Generated;
import io.postroom.content.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("scaled")
class SheetFileTest {

    private static final String ODS = "application/vnd.oasis.opendocument.spreadsheet";

    @Test
    void textFilesAreReadInTheEncodingsThatProgramsWrite() {
        assertThat(rows("\ufeffa,b\r\n1,ŵ\r\n".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(List.of("a", "b"), List.of("1", "ŵ"));
        assertThat(rows("a\tb\n1\t2,3".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(List.of("a", "b"), List.of("1", "2,3"));
        assertThat(rows("\ufeffa,ŵ".getBytes(StandardCharsets.UTF_16LE))).containsExactly(List.of("a", "ŵ"));
    }

    @Test
    void eachUnreadableFileGetsItsSentence() throws IOException {
        assertThat(problem(new byte[0])).isEqualTo("empty-file");
        assertThat(problem(" \n,,\n".getBytes(StandardCharsets.UTF_8))).isEqualTo("empty-file");
        assertThat(problem(new byte[SheetFile.MAX_BYTES + 1])).isEqualTo("file-too-big");
        assertThat(problem("a,é".getBytes(Charset.forName("windows-1252")))).isEqualTo("wrong-encoding");
        assertThat(problem("a;b\n1;2".getBytes(StandardCharsets.UTF_8))).isEqualTo("separated-by-semicolons");
        assertThat(problem("%PDF-1.7".getBytes(StandardCharsets.UTF_8))).isEqualTo("not-a-spreadsheet");
        assertThat(problem("<html>".getBytes(StandardCharsets.UTF_8))).isEqualTo("not-a-spreadsheet");
        assertThat(problem(new byte[]{(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 1})).isEqualTo("old-excel-file");
        assertThat(problem(zip(Map.of("word/document.xml", "<x/>")))).isEqualTo("not-a-spreadsheet");
        assertThat(problem(zip(Map.of("xl/workbook.xml", "<workbook><sheets>")))).isEqualTo("damaged-spreadsheet");
        assertThat(problem(zip(Map.of("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<x/>"))))
                .isEqualTo("not-a-spreadsheet");
        assertThat(problem(zip(Map.of("mimetype", ODS, "content.xml", "x", "META-INF/manifest.xml",
                "<manifest><encryption-data/></manifest>")))).isEqualTo("protected-file");
    }

    @Test
    void aWorkbookIsReadAsThePersonSeesIt() throws IOException {
        // Given
        byte[] file;
        try (XSSFWorkbook workbook = new XSSFWorkbook(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            workbook.createSheet("notes").createRow(0).createCell(0).setCellValue("not this one");
            workbook.setSheetHidden(0, true);
            Sheet sheet = workbook.createSheet("people");
            row(sheet, 1, "phone number", "secret", "due", "amount", "ref", "flag", "sum");
            Row row = row(sheet, 2, "07700900123", "s1");
            styled(workbook, row, 2, "d mmmm yyyy").setCellValue(LocalDate.of(2026, 1, 5));
            styled(workbook, row, 3, "\"£\"#,##0.00").setCellValue(1234.5);
            styled(workbook, row, 4, "00000").setCellValue(42);
            row.createCell(5).setCellValue(true);
            row.createCell(6).setCellFormula("1+1");
            workbook.getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(row.getCell(6));
            row(sheet, 3, "07700900124", "hidden row").setZeroHeight(true);
            Row last = sheet.createRow(5);
            last.createCell(0).setCellValue(7700900125d);
            last.createCell(4).setCellValue(0.1 + 0.2);
            Cell builtIn = last.createCell(2);
            CellStyle style = workbook.createCellStyle();
            style.setDataFormat((short) 14);
            builtIn.setCellStyle(style);
            builtIn.setCellValue(LocalDate.of(2026, 1, 5));
            sheet.setColumnHidden(1, true);
            workbook.write(bytes);
            file = bytes.toByteArray();
        }

        // When
        List<List<String>> rows = rows(file);

        // Then
        assertThat(rows).containsExactly(
                List.of(),
                List.of("phone number", "due", "amount", "ref", "flag", "sum"),
                List.of("07700900123", "5 January 2026", "£1,234.50", "00042", "TRUE", "2"),
                List.of(), List.of(),
                List.of("7700900125", "05/01/2026", "", "0.3"));
    }

    @Test
    void anOpenDocumentSheetIsReadAsThePersonSeesIt() throws IOException {
        // Given
        byte[] file = ods("""
            <table:table-column/><table:table-column table:visibility="collapse"/>
            <table:table-column table:number-columns-repeated="1022"/>
            <table:table-row><table:table-cell><text:p>name</text:p></table:table-cell>
            <table:table-cell><text:p>secret</text:p></table:table-cell>
            <table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>
            <table:table-cell table:number-columns-repeated="1000"/></table:table-row>
            <table:table-row table:visibility="filter"><table:table-cell><text:p>hidden</text:p></table:table-cell>
            </table:table-row>
            <table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
            <table:table-row><table:table-cell office:value-type="date" office:date-value="2026-01-05">
            <office:annotation><text:p>a note</text:p></office:annotation><text:p>5 Jan<text:s text:c="2"/>2026</text:p>
            <text:p>two</text:p></table:table-cell></table:table-row>
            <table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>
            """);

        // When
        List<List<String>> rows = rows(file);

        // Then
        assertThat(rows).containsExactly(List.of("name", "x", "x"), List.of(), List.of(), List.of(),
                List.of("5 Jan  2026\ntwo"));
    }

    @Test
    void whatUnpacksToFarTooMuchIsRefused() throws IOException {
        // Given: cells that repeat, and a part of 400 MB of blanks
        byte[] repeats = ods("<table:table-row table:number-rows-repeated=\"1000000\">"
                + "<table:table-cell table:number-columns-repeated=\"1000\"><text:p>x</text:p></table:table-cell></table:table-row>");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            byte[] blanks = new byte[1_000_000];
            for (int i = 0; i < 400; i++) {
                zip.write(blanks);
            }
        }

        // Then
        assertThat(problem(repeats)).isEqualTo("too-much-in-spreadsheet");
        assertThat(problem(bytes.toByteArray())).isEqualTo("too-much-in-spreadsheet");
    }

    /** Programs that write as they go, POI's streaming writer among them, leave lengths to the end of each part. */
    @ParameterizedTest
    @EnumSource(Zip64Mode.class)
    void workbooksThatWereWrittenAsAStreamAreRead(Zip64Mode mode) throws IOException {
        // Given
        byte[] file;
        try (SXSSFWorkbook workbook = new SXSSFWorkbook(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            workbook.setZip64Mode(mode);
            row(workbook.createSheet("people"), 0, "phone number", "name");
            workbook.write(bytes);
            file = bytes.toByteArray();
        }

        // Then
        assertThat(rows(file)).containsExactly(List.of("phone number", "name"));
    }

    @Test
    void aDirectoryThatZip64PointsToIsFound() throws IOException {
        // Given: the end of the file says that the place of the directory stands elsewhere, and has a comment
        byte[] zip = zip(Map.of("mimetype", ODS, "content.xml",
                "<d><table><table-row><table-cell><p>x</p></table-cell></table-row></table></d>"));
        int end = zip.length - 22;
        ByteBuffer file = ByteBuffer.allocate(zip.length + 56 + 20 + 3).order(ByteOrder.LITTLE_ENDIAN);
        file.put(zip, 0, end).putInt(0x06064b50).position(end + 48)
                .putLong(ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(end + 16));
        file.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        file.put(zip, end, 16).putInt(0xffffffff).putShort((short) 3).put("abc".getBytes(StandardCharsets.US_ASCII));

        // Then
        assertThat(rows(file.array())).containsExactly(List.of("x"));
    }

    @Test
    void whatExcelWritesSeldomIsReadToo() throws IOException {
        // Given: formatted and phonetic runs, dates from 1904, errors, cells and rows that are left out, hidden columns
        byte[] file = zip(Map.of("xl/workbook.xml", """
            <workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="a" state="veryHidden" r:id="r1"/>
            <sheet name="b" r:id="r2"/><sheet name="c" r:id="r1"/></sheets></workbook>""",
                "xl/_rels/workbook.xml.rels", """
                    <Relationships><Relationship Id="r1" Target="no.xml"/>
                    <Relationship Id="r2" Target="/xl/worksheets/b.xml"/></Relationships>""",
                "xl/sharedStrings.xml", """
                    <sst><si><r><t>Si</t></r><r><t>ân</t></r><rPh><t>not this</t></rPh><phoneticPr/></si>
                    <si><t xml:space="preserve"> b </t></si></sst>""",
                "xl/styles.xml", """
                    <styleSheet><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
                    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>""",
                "xl/worksheets/b.xml", """
                    <worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData>
                    <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="s"><v>1</v></c>
                    <c r="AA2" t="e"><v>#N/A</v></c><c t="b"><v>0</v></c></row>
                    <row><c t="inlineStr"><is><t>in</t></is></c><c r="D3" s="1"><v>1</v></c>
                    <c r="E3" t="str"><f>A1&amp;"x"</f><v>stored</v></c><c r="F3"><f>1/0</f></c></row>
                    </sheetData></worksheet>"""));

        // When
        List<List<String>> rows = rows(file);

        // Then
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).isEmpty();
        assertThat(rows.get(1)).hasSize(26).startsWith("Siân", " b ", "").endsWith("", "#N/A", "FALSE");
        assertThat(rows.get(2)).containsExactly("in", "02/01/1904", "stored", "");
    }

    @Test
    void whateverStandsInCellsIsReadFromEveryKindOfWorkbook() {
        List<String> pieces = List.of("a", "é", "😀", " ", "&", "<b>", "\"", "'", "=1+1", "]]>", "_x000D_", "ŵ", "1",
                ",",
                ";");
        Generated.inputs("cells", random -> IntStream.range(0, 1 + random.nextInt(3)).mapToObj(row -> IntStream
                .range(0, 1 + random.nextInt(4)).mapToObj(cell -> "x" + Generated.text(random, 5, pieces)
                        .codePoints().filter(c -> c >= 0x20 && c < 0xd800 || c > 0xffff)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append) + "x")
                .toList()).toList(), rows -> {
                    // Then
                    assertThat(rows(xlsx(rows))).isEqualTo(rows);
                    assertThat(rows(odsOf(rows)).stream().map(row -> row.stream().map(String::strip).toList()))
                            .isEqualTo(rows);
                });
    }

    private static byte[] xlsx(List<List<String>> rows) {
        String data = rows.stream().map(row -> row.stream()
                .map(cell -> "<c t=\"inlineStr\"><is><t>" + escaped(cell) + "</t></is></c>")
                .collect(Collectors.joining("", "<row>", "</row>"))).collect(Collectors.joining());
        return unchecked(() -> zip(Map.of("xl/workbook.xml", "<w><sheet id=\"r\"/></w>", "xl/_rels/workbook.xml.rels",
                "<r><Relationship Id=\"r\" Target=\"s.xml\"/></r>", "xl/s.xml", "<s>" + data + "</s>")));
    }

    private static byte[] odsOf(List<List<String>> rows) {
        String data = rows.stream().map(row -> row.stream()
                .map(cell -> "<table:table-cell><text:p>" + escaped(cell) + "</text:p></table:table-cell>")
                .collect(Collectors.joining("", "<table:table-row>", "</table:table-row>")))
                .collect(Collectors.joining());
        return unchecked(() -> ods(data));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private interface Source {
        byte[] bytes() throws IOException;
    }

    private static byte[] unchecked(Source source) {
        try {
            return source.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aPartThatUnpacksToMoreThanItSaysIsRefused() throws IOException {
        // Given: a sheet of 400 MB that is said to have 1,000 bytes
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            byte[] blanks = " ".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
            zip.write("<workbook>".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 400; i++) {
                zip.write(blanks);
            }
        }
        byte[] file = bytes.toByteArray();
        ByteBuffer directory = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        directory.putInt(directory.getInt(file.length - 6) + 24, 1_000);

        // Then
        assertThat(problem(file)).isEqualTo("too-much-in-spreadsheet");
    }

    @Test
    void aCellThatHoldsMoreThanACellCanIsRefused() throws IOException {
        // Given
        String text = "x".repeat(200_000);

        // Then
        assertThat(problem(ods("<table:table-row><table:table-cell><text:p>" + text
                + "</text:p></table:table-cell></table:table-row>"))).isEqualTo("too-much-in-spreadsheet");
        assertThat(problem(zip(Map.of("xl/workbook.xml", "<workbook/>", "xl/sharedStrings.xml",
                "<sst><si><t>" + text + "</t></si></sst>")))).isEqualTo("too-much-in-spreadsheet");
    }

    @Test
    void aPackedFileWithAPasswordIsToldFromADamagedOne() throws IOException {
        // Given
        byte[] file = zip(Map.of("xl/workbook.xml", "<workbook/>"));
        ByteBuffer directory = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int entry = directory.getInt(file.length - 6);

        // When
        directory.putShort(entry + 8, (short) (directory.getShort(entry + 8) | 1));

        // Then
        assertThat(problem(file)).isEqualTo("protected-file");
        assertThat(problem(Arrays.copyOf(file, file.length / 2))).isEqualTo("damaged-spreadsheet");
        assertThat(problem("PK".getBytes(StandardCharsets.US_ASCII))).isEqualTo("damaged-spreadsheet");
    }

    @Test
    void anyDamageToAWorkbookIsAProblemOrLeavesRows() throws IOException {
        // Given
        byte[] xlsx;
        try (XSSFWorkbook workbook = new XSSFWorkbook(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            row(workbook.createSheet("people"), 0, "phone number", "name");
            workbook.write(bytes);
            xlsx = bytes.toByteArray();
        }
        List<byte[]> files = List.of(xlsx,
                ods("<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"));
        Generated.inputs("damaged workbooks", random -> {
            byte[] file = files.get(random.nextInt(files.size())).clone();
            // Mostly in the directory and the headers, where it does most harm.
            int from = random.nextBoolean() ? 0 : Math.max(0, file.length - 700);
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                file[from + random.nextInt(file.length - from)] = (byte) random.nextInt(256);
            }
            return random.nextInt(5) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
        }, file -> {
            // When
            Checked<SheetFormat> read = SheetFile.read(file, row -> true);

            // Then
            assertThat(read.problems()).hasSizeLessThanOrEqualTo(1);
        });
    }

    @Test
    void nothingFromElsewhereIsRead() throws IOException {
        // Given
        byte[] file = zip(Map.of("mimetype", ODS, "content.xml", """
            <!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>
            <document-content xmlns:table="t" xmlns:text="x"><table:table><table:table-row><table:table-cell>
            <text:p>a&e;b</text:p></table:table-cell></table:table-row></table:table></document-content>"""));
        List<List<String>> rows = new ArrayList<>();

        // When
        Checked<SheetFormat> read = SheetFile.read(file, rows::add);

        // Then
        assertThat(read.isValid() && !rows.toString().equals("[[ab]]")).isFalse();
        assertThat(rows.toString()).doesNotContain("root");
    }

    private static List<List<String>> rows(byte[] file) {
        List<List<String>> rows = new ArrayList<>();
        Checked<SheetFormat> read = SheetFile.read(file, rows::add);
        assertThat(read.problems()).isEmpty();
        return rows;
    }

    private static String problem(byte[] file) {
        List<Problem> problems = SheetFile.read(file, row -> true).problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst().code();
    }

    private static Row row(Sheet sheet, int number, String... cells) {
        Row row = sheet.createRow(number);
        for (int i = 0; i < cells.length; i++) {
            row.createCell(i).setCellValue(cells[i]);
        }
        return row;
    }

    private static Cell styled(XSSFWorkbook workbook, Row row, int column, String format) {
        CellStyle style = workbook.createCellStyle();
        style.setDataFormat(workbook.createDataFormat().getFormat(format));
        Cell cell = row.createCell(column);
        cell.setCellStyle(style);
        return cell;
    }

    private static byte[] ods(String table) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("mimetype", ODS);
        parts.put("content.xml",
                """
                    <?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
                     xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
                     xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
                    <table:table>%s</table:table></office:spreadsheet></office:body></office:document-content>"""
                        .formatted(table));
        return zip(parts);
    }

    private static byte[] zip(Map<String, String> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
