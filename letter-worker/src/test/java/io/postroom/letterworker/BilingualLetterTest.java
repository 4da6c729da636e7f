package io.postroom.letterworker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postroom.content.letter.StationeryProfile;
import io.postroom.letterlayout.LetterLayout;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.LetterWording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** A request that says the same in two languages becomes one letter. */
class BilingualLetterTest {

    private static final ParcelMaker PARCELS = new ParcelMaker(new LetterLayout(), StationeryProfile.standard(),
            new SimpleMeterRegistry());

    @Test
    void welshComesFirstAndEnglishOnAPageOfItsOwnEachInFull() throws IOException {
        // When
        Parcel parcel = parcel(Requests.bilingual());

        // Then
        assertThat(page(parcel, 1)).contains("Mrs A Person", "2 Gorffennaf 2026", "Cyfeirnod: LPA 7000-1234",
                "Eich atwrneiaeth arhosol", "Dyma eich ffurflen.").doesNotContain("Your form", "Reference:");
        assertThat(page(parcel, 2)).contains("2 July 2026", "Reference: LPA 7000-1234",
                "Your lasting power of attorney", "Your form is here.").doesNotContain("ffurflen", "Cyfeirnod");
        assertThat(page(parcel, 1)).contains("Tudalen 1 o 2 / Page 1 of 2");
        assertThat(new String(parcel.manifest(), StandardCharsets.UTF_8)).contains("\"pages\":2", "\"sheets\":1");
    }

    @Test
    void aScreenReaderIsToldWhichLanguageEachPartIsIn() throws IOException {
        // When
        List<String> languages = new ArrayList<>();
        try (PDDocument pdf = Loader.loadPDF(parcel(Requests.bilingual()).pdf())) {
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("cy");
            collectLanguages(pdf.getDocumentCatalog().getStructureTreeRoot(), languages);
        }

        // Then
        assertThat(languages).contains("en");
        assertThat(languages.lastIndexOf("cy")).isLessThan(languages.indexOf("en"));
    }

    @Test
    void theSameRequestMakesTheSameBytesAndTheSecondWordingCounts() {
        // Given
        LetterRequest other = LetterRequest.newBuilder(Requests.bilingual()).setSecond(wording(Language.EN, "Other."))
                .build();

        // Then
        assertThat(parcel(Requests.bilingual()).pdf()).isEqualTo(parcel(Requests.bilingual()).pdf())
                .isNotEqualTo(parcel(other).pdf());
    }

    @Test
    void whatIsWrongWithTheSecondWordingStopsTheLetter() {
        assertThat(codes(wording(Language.EN, "   "))).isEqualTo("letter-is-empty");
        assertThat(codes(wording(Language.EN, "漢字"))).isEqualTo("unprintable-characters");
        assertThat(codes(wording(Language.EN, "text\n\n---\n\n".repeat(10) + "text"))).isEqualTo("letter-too-long");
        assertThat(codes(wording(Language.UNRECOGNISED, "text"))).isEqualTo("unknown-language");
    }

    private static LetterWording wording(Language language, String markdown) {
        return LetterWording.newBuilder().setLanguage(language).setSubject("Subject").setMarkdown(markdown).build();
    }

    private static String codes(LetterWording second) {
        return switch (PARCELS.make(LetterRequest.newBuilder(Requests.bilingual()).setSecond(second).build())) {
            case ParcelMaker.Made.Ready ready -> "";
            case ParcelMaker.Made.Refused(String codes) -> codes;
        };
    }

    private static Parcel parcel(LetterRequest request) {
        return switch (PARCELS.make(request)) {
            case ParcelMaker.Made.Ready(Parcel parcel) -> parcel;
            case ParcelMaker.Made.Refused(String codes) -> throw new AssertionError(codes);
        };
    }

    private static String page(Parcel parcel, int number) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(parcel.pdf())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setStartPage(number);
            stripper.setEndPage(number);
            return stripper.getText(pdf);
        }
    }

    /** In reading order. */
    private static void collectLanguages(PDStructureNode node, List<String> languages) {
        if (node instanceof PDStructureElement element && element.getLanguage() != null) {
            languages.add(element.getLanguage());
        }
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureNode below) {
                collectLanguages(below, languages);
            }
        }
    }
}
