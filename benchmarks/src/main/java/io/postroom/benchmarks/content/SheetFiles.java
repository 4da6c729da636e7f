package io.postroom.benchmarks.content;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** Writes spreadsheets of recipients, as other programs do. */
final class SheetFiles {
    private SheetFiles() {}

    static void writeCsv(Path file, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = -1; i < rows; i++) {
                out.write(String.join(",", cells(i)));
                out.write("\r\n");
            }
        }
    }

    static void writeXlsx(Path file, int rows) throws IOException {
        try (SXSSFWorkbook workbook = new SXSSFWorkbook(null, 100, false, true);
                OutputStream out = Files.newOutputStream(file)) {
            // As spreadsheet programs do it: sizes of eight bytes only for files that need them.
            workbook.setZip64Mode(Zip64Mode.AsNeeded);
            Sheet sheet = workbook.createSheet("Recipients");
            for (int i = -1; i < rows; i++) {
                Row row = sheet.createRow(i + 1);
                List<String> cells = cells(i);
                for (int column = 0; column < cells.size(); column++) {
                    row.createCell(column).setCellValue(cells.get(column));
                }
            }
            workbook.write(out);
        }
    }

    /** A row; the headers before the first. */
    private static List<String> cells(int index) {
        List<String> cells = new ArrayList<>();
        cells.add(index < 0 ? "phone number" : Samples.mobile(index));
        for (String placeholder : Samples.PLACEHOLDERS) {
            cells.add(index < 0 ? placeholder : Samples.value(index, placeholder));
        }
        return cells;
    }
}
