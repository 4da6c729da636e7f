package io.postroom.content.sheet;

import io.postroom.content.Checked;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a spreadsheet file, whatever its name says it is: CSV or TSV (UTF-8, or UTF-16 with a byte order
 * mark), XLSX (ISO/IEC 29500), ODS (ISO/IEC 26300). Of a workbook the first sheet is read; hidden rows and columns are
 * ignored, formulas give their stored value, dates and numbers what the person sees. A first line such as {@code sep=;}
 * says what separates the cells of a text file, as it does for Excel, and is not a row; without it these are commas, or
 * tabs where the first row has some and no comma.
 *
 * <p>Problems: {@code file-too-big} (over {@value #MAX_BYTES} bytes), {@code empty-file}, {@code wrong-encoding},
 * {@code separated-by-semicolons}, {@code not-a-spreadsheet}, {@code old-excel-file}, {@code protected-file},
 * {@code damaged-spreadsheet}, {@code too-much-in-spreadsheet} (a workbook that unpacks to more than 300 MB or 2,000
 * parts, has more than five million cells or 16,384 columns, or a cell of more than 100,000 characters).
 */
public final class SheetFile {

    /** The biggest file that is read. */
    public static final int MAX_BYTES = 10_000_000;

    private SheetFile() {}

    /** Hands on every row of the file; gives the kind of file, or what is wrong with it. */
    public static Checked<SheetFormat> read(byte[] file, RowSink rows) {
        if (file.length > MAX_BYTES) {
            return Checked.invalid(FileProblems.TOO_BIG);
        }
        if (file.length == 0) {
            return Checked.invalid(FileProblems.EMPTY);
        }
        if (startsWith(file, 'P', 'K')) {
            return Workbook.read(file, rows);
        }
        if (startsWith(file, 0xd0, 0xcf, 0x11, 0xe0)) {
            return Checked.invalid(FileProblems.OLD_EXCEL);
        }
        if (startsWith(file, '%', 'P', 'D', 'F') || startsWith(file, 0x89, 'P', 'N', 'G')
                || startsWith(file, 0xff, 0xd8)
                || startsWith(file, '{', '\\', 'r', 't', 'f')) {
            return Checked.invalid(FileProblems.NOT_A_SPREADSHEET);
        }
        return readText(file, rows);
    }

    private static Checked<SheetFormat> readText(byte[] file, RowSink rows) {
        String decoded = decode(file);
        if (decoded == null) {
            return Checked.invalid(FileProblems.WRONG_ENCODING);
        }
        String whole = SheetText.withoutBlankStart(decoded);
        SeparatorLine declared = SeparatorLine.find(whole);
        String rest = declared == null ? whole : SheetText.withoutBlankStart(whole.substring(declared.length()));
        String header = rest.lines().findFirst().orElse("");
        char separator = declared == null ? guessed(header) : declared.separator();
        String text = SheetText.withoutBlankEnd(rest, separator);
        if (text.isEmpty()) {
            return Checked.invalid(FileProblems.EMPTY);
        }
        if (text.indexOf('\0') >= 0 || text.startsWith("<")) {
            return Checked.invalid(FileProblems.NOT_A_SPREADSHEET);
        }
        if (declared == null && header.indexOf(';') >= 0 && header.indexOf(separator) < 0) {
            return Checked.invalid(FileProblems.SEMICOLONS);
        }
        CsvParser.parse(text, separator, rows);
        return Checked.valid(separator == '\t' ? SheetFormat.TSV : SheetFormat.CSV);
    }

    private static char guessed(String header) {
        return header.indexOf('\t') >= 0 && header.indexOf(',') < 0 ? '\t' : ',';
    }

    private static @Nullable String decode(byte[] file) {
        Charset charset = startsWith(file, 0xff, 0xfe) || startsWith(file, 0xfe, 0xff)
                ? StandardCharsets.UTF_16
                : StandardCharsets.UTF_8;
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean startsWith(byte[] file, int... signature) {
        if (file.length < signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((file[i] & 0xff) != signature[i]) {
                return false;
            }
        }
        return true;
    }

}
