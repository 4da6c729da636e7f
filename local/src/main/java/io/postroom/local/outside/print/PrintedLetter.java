package io.postroom.local.outside.print;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripperByArea;

/**
 * What the print house sees of a PDF.
 *
 * @param address the lines in the envelope's window
 */
record PrintedLetter(int pages, List<String> address) {
    private static final double POINTS_PER_MILLIMETRE = 72 / 25.4;
    // The window of a C5 or DL envelope as GOV.UK Notify and DVLA use it, in millimetres from the top left.
    private static final Rectangle2D WINDOW = millimetres(24.6, 39.5, 95.4, 26.8);

    static PrintedLetter read(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            PDFTextStripperByArea stripper = new PDFTextStripperByArea();
            stripper.setSortByPosition(true);
            stripper.addRegion("window", WINDOW);
            stripper.extractRegions(document.getPage(0));
            List<String> lines = stripper.getTextForRegion("window").lines().map(String::strip)
                    .filter(line -> !line.isEmpty()).toList();
            return new PrintedLetter(document.getNumberOfPages(), lines);
        }
    }

    private static Rectangle2D millimetres(double x, double y, double width, double height) {
        return new Rectangle2D.Double(x * POINTS_PER_MILLIMETRE, y * POINTS_PER_MILLIMETRE,
                width * POINTS_PER_MILLIMETRE, height * POINTS_PER_MILLIMETRE);
    }
}
