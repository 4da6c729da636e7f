package io.postroom.content.letter;

import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** The size of a page as it is seen, turned as the file says. */
final class PageSize {

    static final double POINTS_A_MILLIMETRE = 72 / 25.4;
    private static final double TOLERANCE = 2;

    private PageSize() {}

    static boolean isA4Portrait(PDPage page) {
        return page.getUserUnit() == 1 && isA4Portrait(page, page.getMediaBox())
                && isA4Portrait(page, page.getCropBox());
    }

    private static boolean isA4Portrait(PDPage page, PDRectangle box) {
        boolean onItsSide = page.getRotation() % 180 != 0;
        double width = (onItsSide ? box.getHeight() : box.getWidth()) / POINTS_A_MILLIMETRE;
        double height = (onItsSide ? box.getWidth() : box.getHeight()) / POINTS_A_MILLIMETRE;
        return Math.abs(width - StationeryProfile.PAGE_WIDTH) <= TOLERANCE
                && Math.abs(height - StationeryProfile.PAGE_HEIGHT) <= TOLERANCE;
    }
}
