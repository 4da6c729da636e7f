package io.postroom.content.letter;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * Finds ink where none may be, by drawing a page as a printer would: whatever drawing operator, transparency or colour
 * made it, only what is seen counts.
 */
final class PageInk {

    // 4 pixels a millimetre tell the slack from the area; more would only cost time.
    private static final float PIXELS_A_MILLIMETRE = 4;
    private static final double SLACK = 1;
    private static final byte WHITE = (byte) 0xFF;

    private final PDFRenderer renderer;
    private final StationeryProfile profile;

    PageInk(PDDocument pdf, StationeryProfile profile) {
        this.renderer = new PDFRenderer(pdf);
        this.profile = profile;
    }

    /** Whether anything that is not white lies outside the allowed areas of a page, counted from 0. */
    boolean isOutsideAllowedAreas(int page) throws IOException {
        BufferedImage image = renderer.renderImageWithDPI(page, PIXELS_A_MILLIMETRE * 25.4f, ImageType.GRAY);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            for (Rectangle area : areas(page)) {
                fill(graphics, area.grownBy(SLACK));
            }
        } finally {
            graphics.dispose();
        }
        for (byte pixel : ((DataBufferByte) image.getRaster().getDataBuffer()).getData()) {
            if (pixel != WHITE) {
                return true;
            }
        }
        return false;
    }

    private List<Rectangle> areas(int page) {
        return page == 0
                ? List.of(profile.logo(), profile.contact(), profile.addressWindow(), profile.body())
                : List.of(profile.printable());
    }

    private static void fill(Graphics2D graphics, Rectangle area) {
        int left = pixels(area.left());
        int top = pixels(area.top());
        graphics.fillRect(left, top, pixels(area.right()) - left, pixels(area.bottom()) - top);
    }

    private static int pixels(double millimetres) {
        return (int) Math.round(millimetres * PIXELS_A_MILLIMETRE);
    }
}
