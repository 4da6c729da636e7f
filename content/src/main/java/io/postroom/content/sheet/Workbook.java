package io.postroom.content.sheet;

import io.postroom.content.Checked;
import java.io.IOException;
import javax.xml.stream.XMLStreamException;

/** Files that are packed: XLSX and ODS. What is inside decides, not the name. */
final class Workbook {

    private Workbook() {}

    static Checked<SheetFormat> read(byte[] file, RowSink rows) {
        try {
            ZipParts parts = ZipParts.of(file);
            if (parts.areEncrypted()) {
                return Checked.invalid(FileProblems.PROTECTED);
            }
            if (parts.has("xl/workbook.xml")) {
                new XlsxReader(parts, new CellLimit(rows)).read();
                return Checked.valid(SheetFormat.XLSX);
            }
            if (parts.has("content.xml") && parts.has("mimetype")) {
                return OdsReader.read(parts, new CellLimit(rows));
            }
            return Checked.invalid(FileProblems.NOT_A_SPREADSHEET);
        } catch (TooMuchException e) {
            return Checked.invalid(FileProblems.TOO_MUCH);
        } catch (IOException | XMLStreamException | RuntimeException e) {
            // A damaged file surfaces as any of these, wherever its damage is met.
            return Checked.invalid(saysTooMuch(e) ? FileProblems.TOO_MUCH : FileProblems.DAMAGED);
        }
    }

    /** The XML reader wraps what its source throws. */
    private static boolean saysTooMuch(Throwable thrown) {
        Throwable inner = thrown instanceof XMLStreamException xml ? xml.getNestedException() : thrown.getCause();
        return inner instanceof TooMuchException || inner != null && inner != thrown && saysTooMuch(inner);
    }

    /** Tells that a file unpacks to more than a sheet of recipients can be. */
    static final class TooMuchException extends IOException {
        private static final long serialVersionUID = 1L;

        TooMuchException() {
            super("The file unpacks to too much");
        }
    }
}
