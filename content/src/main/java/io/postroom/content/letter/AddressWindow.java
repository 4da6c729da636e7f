package io.postroom.content.letter;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripperByArea;

/** Reads what shows through the window of the envelope. */
final class AddressWindow {

    // A letter slides in its envelope.
    private static final double SLACK = 3;
    private static final String REGION = "window";

    private AddressWindow() {}

    static List<String> lines(PDDocument pdf, StationeryProfile profile) throws IOException {
        Rectangle window = profile.addressWindow().grownBy(SLACK);
        PDFTextStripperByArea stripper = new PDFTextStripperByArea();
        stripper.setSortByPosition(true);
        stripper.setSuppressDuplicateOverlappingText(true);
        stripper.addRegion(REGION, new Rectangle2D.Double(points(window.left()), points(window.top()),
                points(window.width()), points(window.height())));
        stripper.extractRegions(pdf.getPage(0));
        return stripper.getTextForRegion(REGION).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static double points(double millimetres) {
        return millimetres * PageSize.POINTS_A_MILLIMETRE;
    }
}
