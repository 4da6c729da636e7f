package io.postroom.letterlayout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.GregorianCalendar;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;

/**
 * Replaces what the layout engine takes from the clock, so that a file says when its letter is dated and not when it
 * was made. The information dictionary and the XMP metadata must agree (ISO 19005-2, 6.6.4).
 */
final class FixedMetadata {

    private static final Pattern CREATED = Pattern.compile("(<xmp:CreateDate>)[^<]*(</xmp:CreateDate>)");

    private FixedMetadata() {}

    static void apply(PDDocument pdf, LocalDate date, long fingerprint) throws IOException {
        var created = date.atStartOfDay(ZoneOffset.UTC);
        pdf.getDocumentInformation().setCreationDate(GregorianCalendar.from(created));
        PDMetadata metadata = pdf.getDocumentCatalog().getMetadata();
        String xmp = new String(metadata.toByteArray(), StandardCharsets.UTF_8);
        Matcher matcher = CREATED.matcher(xmp);
        if (!matcher.find()) {
            throw new IllegalStateException("The layout engine wrote no creation date into the XMP metadata");
        }
        String written = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(created);
        metadata.importXMPMetadata(matcher.replaceFirst("$1" + written + "$2").getBytes(StandardCharsets.UTF_8));
        // Seeds the file identifier, which PDFBox otherwise takes from the clock.
        pdf.setDocumentId(fingerprint);
    }
}
