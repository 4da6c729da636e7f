package io.postroom.letterlayout;

import io.postroom.content.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.GregorianCalendar;
import java.util.Objects;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * Makes the file of the layout engine one that follows PDF/A-2a, and one that says when its letter is dated and not when
 * it was made. The engine could write the first itself, but builds eleven descriptions of schemas by reflection for it, in a
 * seventh of the time that a letter takes, and takes the second from the clock.
 */
final class FixedMetadata {

    /**
     * The XMP metadata (ISO 16684-1). It agrees with the information dictionary (ISO 19005-2, 6.6.4) and describes the one
     * property that PDF/A-2 does not know, which is PDF/UA's (6.6.2.3.3).
     */
    private static final String XMP = """
        <?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
          xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
          xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
          xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
          xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
          xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
        <pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
        <pdf:Producer>%s</pdf:Producer><xmp:CreateDate>%s</xmp:CreateDate><dc:format>application/pdf</dc:format>
        <dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
        <dc:description><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:description>
        <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
        <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
        <pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
        <pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
        </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
        </rdf:Description></rdf:RDF></x:xmpmeta>
        <?xpacket end="r"?>""";

    private FixedMetadata() {}

    static void apply(PDDocument pdf, LocalDate date, Language language, long fingerprint) throws IOException {
        var created = date.atStartOfDay(ZoneOffset.UTC);
        PDDocumentInformation information = pdf.getDocumentInformation();
        information.setCreationDate(GregorianCalendar.from(created));
        String xmp = XMP.formatted(escaped(information.getProducer()),
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(created), escaped(information.getAuthor()),
                escaped(information.getTitle()), escaped(information.getSubject()));
        PDMetadata metadata = new PDMetadata(pdf);
        metadata.importXMPMetadata(xmp.getBytes(StandardCharsets.UTF_8));
        PDDocumentCatalog catalog = pdf.getDocumentCatalog();
        catalog.setMetadata(metadata);
        PDMarkInfo tagged = new PDMarkInfo();
        tagged.setMarked(true);
        catalog.setMarkInfo(tagged);
        catalog.setLanguage(language.tag());
        // ISO 14289-1, 7.1: readers show the title and not the name of the file.
        PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
        for (PDPage page : pdf.getPages()) {
            leavePicturesSharp(page);
        }
        // Seeds the file identifier, which PDFBox otherwise takes from the clock.
        pdf.setDocumentId(fingerprint);
    }

    /** Pictures must not be asked to be interpolated (ISO 19005-2, 6.2.8). */
    private static void leavePicturesSharp(PDPage page) {
        COSDictionary pictures = page.getResources().getCOSObject().getCOSDictionary(COSName.XOBJECT);
        if (pictures != null) {
            for (COSName name : pictures.keySet()) {
                COSDictionary picture = pictures.getCOSDictionary(name);
                if (picture != null) {
                    picture.removeItem(COSName.INTERPOLATE);
                }
            }
        }
    }

    /** A text in XML 1.0, without the characters that cannot stand there. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(Objects.requireNonNull(text).length() + 16);
        text.codePoints().filter(c -> c >= 0x20 && (c < 0xd800 || c > 0xdfff) && c != 0xfffe && c != 0xffff)
                .forEach(c -> {
                    switch (c) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        default -> escaped.appendCodePoint(c);
                    }
                });
        return escaped.toString();
    }
}
