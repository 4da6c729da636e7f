package io.postroom.letterlayout;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.postroom.content.letter.LetterDocument;
import io.postroom.content.letter.StationeryProfile;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.w3c.dom.Document;

/**
 * Lays letters out as PDF files that are tagged, follow PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), and embed
 * their fonts. The file is a function of the letter and the profile: the same input makes the same bytes, whenever and
 * wherever. Safe for any number of threads; make one and keep it, since it keeps parsed fonts.
 */
public final class LetterLayout {

    private static final String PRODUCER = "Postroom";
    private static final float PDF_VERSION = 1.7f;
    private static final int REGULAR = 400;
    private static final int BOLD = 700;

    private final Queue<Desk> idle = new ConcurrentLinkedQueue<>();
    private final byte[] colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    public LetterLayout() {
        // Its log is for authors of web pages, at INFO a dozen lines a letter, and may quote what it lays out.
        XRLog.setLoggingEnabled(false);
    }

    /** Lays out a letter. Every letter can be laid out; whether it fits its stationery, the geometry check tells. */
    public LaidOutLetter layOut(LetterDocument letter, StationeryProfile profile) {
        Desk borrowed = idle.poll();
        Desk desk = borrowed == null ? Desk.set() : borrowed;
        LaidOutLetter laidOut = layOut(letter, profile, desk);
        // Not returned after a failure, in whatever state that left it.
        idle.add(desk);
        return laidOut;
    }

    private LaidOutLetter layOut(LetterDocument letter, StationeryProfile profile, Desk desk) {
        Fonts fonts = desk.fonts();
        PrintableText text = new PrintableText(fonts);
        Document page = LetterPage.write(letter, profile, text, desk.emptyDocument());
        try (PDDocument pdf = new PDDocument()) {
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.usePDDocument(pdf);
            builder.withProducer(PRODUCER);
            builder.usePdfUaAccessibility(true);
            // What PDF/A-2a asks for beyond PDF/UA, FixedMetadata does.
            builder.usePdfVersion(PDF_VERSION);
            builder.useColorProfile(colours);
            addFont(builder, pdf, fonts.regular(), REGULAR);
            addFont(builder, pdf, fonts.bold(), BOLD);
            builder.useUnicodeLineBreaker(new SpaceBreaker());
            builder.withW3cDocument(page, null);
            try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
                EngineMetadata.turnOff(renderer);
                renderer.createPDFWithoutClosing();
                FixedMetadata.apply(pdf, letter.date(), letter.language(), text.fingerprint());
                ByteArrayOutputStream out = new ByteArrayOutputStream(48 * 1024);
                pdf.save(out);
                return new LaidOutLetter(out.toByteArray(), pdf.getNumberOfPages(), text.unprintable());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addFont(PdfRendererBuilder builder, PDDocument pdf, TrueTypeFont font, int weight)
            throws IOException {
        builder.useFont(new PDFontSupplier(PDType0Font.load(pdf, font, true)), Fonts.FAMILY, weight, FontStyle.NORMAL,
                true);
    }
}
