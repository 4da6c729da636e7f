package io.postroom.letterlayout;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.letter.LetterDocument;
import io.postroom.content.letter.Logo;
import io.postroom.content.letter.Rectangle;
import io.postroom.content.letter.StationeryProfile;
import java.io.IOException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("scaled")
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

    @ParameterizedTest
    @CsvSource({"400, 100, 100, 25", "400, 50, 110, 13.75", "100, 400, 6.25, 25"})
    void drawsTheLogoAsLargeAsItsPlaceAllows(int width, int height, double drawnWidth, double drawnHeight) {
        // Given
        Logo logo = Logo.of(Letters.png(width, height), "A logo").orElseThrow();
        Rectangle area = StationeryProfile.standard().logo();

        // Then
        assertThat(logo.widthIn(area)).isEqualTo(drawnWidth);
        assertThat(logo.heightIn(area)).isEqualTo(drawnHeight);
    }

    @ParameterizedTest
    @CsvSource({"ŵ ŷ â, 0", "w\u0302 y\u0302, 0", "AB\u2011123\u200b, 0", "Ωμέγα Ж №, 0", "漢字, 2", "😀, 1", "שלום, 4",
            "سلام, 4"})
    void countsWhatItCannotPrint(String text, int expected) {
        // When
        LaidOutLetter letter = layout.layOut(Letters.withBody(text), StationeryProfile.standard());

        // Then
        assertThat(letter.unprintable()).isEqualTo(expected);
    }

    @Test
    void laysOutWhateverIsWritten() {
        // Given
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        String pieces = "# \n\n* \n1. ^ --- [a](https://x.y) QR: <b>&amp;</b>\u0000\ud83d\t\u00a0Ŵ漢)(*_`~-\"'";
        int inputs = Math.max(20, Integer.getInteger("generated.inputs", 1_000) / 500);

        for (int i = 0; i < inputs; i++) {
            StringBuilder markdown = new StringBuilder("text ");
            for (int j = random.nextInt(200); j > 0; j--) {
                int from = random.nextInt(pieces.length());
                markdown.append(pieces, from, Math.min(pieces.length(), from + random.nextInt(1, 8)));
            }

            // When
            LaidOutLetter letter = layout.layOut(Letters.withBody(markdown.toString()), StationeryProfile.standard());

            // Then
            assertThat(letter.pages()).isPositive();
        }
    }

    private static String text(LaidOutLetter letter) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(letter.pdf())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(pdf);
        }
    }
}
