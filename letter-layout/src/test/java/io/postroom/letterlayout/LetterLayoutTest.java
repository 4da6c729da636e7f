package io.postroom.letterlayout;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.letter.LetterDocument;
import io.postroom.content.letter.StationeryProfile;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class LetterLayoutTest {

    private final LetterLayout layout = new LetterLayout();

    @Test
    void printsEverythingInReadingOrder() throws IOException {
        // Given
        LetterDocument letter = Letters.simple();

        // When
        LaidOutLetter laidOut = layout.layOut(letter, StationeryProfile.standard());

        // Then
        assertThat(text(laidOut)).containsSubsequence("Office of the Public Guardian", "Mrs Siân Ŵyn-Jones", "SW1A 1AA",
                "22 November 2026", "Reference: LPA 7000-1234", "Your lasting power of attorney", "What you need to do",
                "second thing", "www.gov.uk/power-of-attorney", "Page 1 of 1");
        assertThat(laidOut.pages()).isEqualTo(1);
        assertThat(laidOut.unprintable()).isZero();
    }

    @Test
    void makesTheSameBytesAgain() {
        // Given
        LetterDocument letter = Letters.bilingual();
        byte[] first = layout.layOut(letter, StationeryProfile.standard()).pdf();

        // When
        layout.layOut(Letters.simple(), StationeryProfile.largePrint());
        byte[] again = layout.layOut(letter, StationeryProfile.standard()).pdf();
        byte[] elsewhere = new LetterLayout().layOut(letter, StationeryProfile.standard()).pdf();

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(elsewhere).isEqualTo(first);
    }

    private static String text(LaidOutLetter letter) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(letter.pdf())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(pdf);
        }
    }
}
