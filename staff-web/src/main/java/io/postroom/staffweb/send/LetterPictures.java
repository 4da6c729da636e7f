package io.postroom.staffweb.send;

import io.postroom.content.letter.LetterDocument;
import io.postroom.content.letter.StationeryProfile;
import io.postroom.letterlayout.LetterLayout;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Lays letters out as the print house will get them, and draws their pages for the screen. Safe for use by any thread. */
public final class LetterPictures {
    private static final float DOTS_PER_INCH = 96;

    private final LetterLayout layout;
    private final StationeryProfile stationery = StationeryProfile.standard();

    /** With a layout. */
    public LetterPictures(LetterLayout layout) {
        this.layout = layout;
    }

    byte[] pdf(LetterDocument letter) {
        return layout.layOut(letter, stationery).pdf();
    }

    int pages(LetterDocument letter) {
        return layout.layOut(letter, stationery).pages();
    }

    /** A page, from 1, as a PNG. */
    byte[] page(LetterDocument letter, int page) {
        try (PDDocument document = Loader.loadPDF(pdf(letter))) {
            BufferedImage image = new PDFRenderer(document).renderImageWithDPI(page - 1, DOTS_PER_INCH);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
