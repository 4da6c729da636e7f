package io.postroom.letterlayout;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.letter.Colour;
import io.postroom.content.letter.LetterCheck;
import io.postroom.content.letter.LetterProblem;
import io.postroom.content.letter.LetterReport;
import io.postroom.content.letter.Logo;
import io.postroom.content.letter.Rectangle;
import io.postroom.content.letter.StationeryProfile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is laid out lies where the stationery wants it, measured in the picture of the page. */
@Tag("scaled")
class LetterGeometryTest {

    private static final double PIXELS_A_MILLIMETRE = 10;

    private final LetterLayout layout = new LetterLayout();

    static Stream<List<String>> addresses() {
        return Stream.of(Letters.ADDRESS, List.of("A Person", "1 Street", "SW1A 1AA"),
                List.of("A Person", "The Flat", "The House", "The Street", "The Village", "The Town", "SW1A 1AA"),
                List.of("The Right Honourable Siân Ŵyn-Ĵones, Countess of Llanfairpwllgwyngyll", "gjpqy 1 Street",
                        "SW1A 1AA"));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void putsTheAddressIntoTheWindow(List<String> address) throws IOException {
        // Given
        StationeryProfile profile = StationeryProfile.standard();
        Rectangle window = profile.addressWindow();

        // When
        LaidOutLetter letter = layout.layOut(Letters.to(address), profile);
        LetterReport report = new LetterCheck(profile).check(letter.pdf());
        Rectangle ink = ink(letter, new Rectangle(15, 31, 124, 94));

        // Then
        assertThat(report.problems()).isEmpty();
        assertThat(report.addressLines()).isEqualTo(address);
        assertThat(ink.left()).isBetween(window.left(), window.left() + 1);
        assertThat(ink.bottom()).isBetween(window.bottom() - 1, window.bottom());
        assertThat(ink.top()).isGreaterThanOrEqualTo(window.top());
        assertThat(ink.right()).isLessThanOrEqualTo(window.right());
    }

    /**
     * Forty in the ordinary tier, hundreds in the full one; the seed is {@code -Dgenerated.seed}. What is measured is the
     * ink; what the check says of the same file has to agree with it.
     */
    @Test
    void putsAddressesOfEveryShapeIntoTheWindowToTheMillimetreOrRefusesThem() throws IOException {
        long seed = Long.getLong("generated.seed", 20261122L);
        int letters = Math.max(20, Integer.getInteger("generated.inputs", 10_000) / 250);
        Map<String, Integer> shapes = new TreeMap<>();
        for (int i = 0; i < letters; i++) {
            // Given
            List<String> address = WindowAddresses.any(new Random(seed + i));
            StationeryProfile profile = i % 2 == 0 ? StationeryProfile.standard() : StationeryProfile.largePrint();
            Rectangle window = profile.addressWindow();

            // When
            LaidOutLetter letter = layout.layOut(Letters.to(address), profile);
            LetterReport report = new LetterCheck(profile).check(letter.pdf());
            Rectangle ink = ink(letter, new Rectangle(15, 31, 124, 94));

            // Then
            String shape = "seed " + (seed + i) + ", " + ink;
            assertThat(letter.unprintable()).as(shape).isZero();
            assertThat(ink.left()).as(shape).isBetween(window.left(), window.left() + 1);
            assertThat(ink.bottom()).as(shape).isBetween(window.bottom() - 1, window.bottom());
            assertThat(ink.top()).as(shape).isGreaterThanOrEqualTo(window.top());
            // The first line stands where so many lines above the last begin.
            double highest = window.bottom() - address.size() * profile.addressLeading() * 25.4 / 72;
            assertThat(ink.top()).as(shape).isBetween(highest - 0.3, highest + 2);
            if (ink.right() <= window.right()) {
                assertThat(report.problems()).as(shape).isEmpty();
                assertThat(report.addressLines()).as(shape).isEqualTo(address);
                shapes.merge(address.size() + " lines", 1, Integer::sum);
            } else if (ink.right() > window.right() + 1.2) {
                assertThat(report.problems()).as(shape).extracting(LetterProblem::code)
                        .containsExactly("content-outside-printable-area");
                shapes.merge("too wide", 1, Integer::sum);
            }
        }
        assertThat(shapes).as("what was drawn").containsKeys("3 lines", "4 lines", "5 lines", "6 lines", "7 lines",
                "too wide");
    }

    @Test
    void refusesAnAddressThatIsWiderThanTheWindow() {
        // Given
        List<String> address = List.of("W".repeat(60), "1 Street", "SW1A 1AA");

        // When
        LaidOutLetter letter = layout.layOut(Letters.to(address), StationeryProfile.standard());
        LetterReport report = new LetterCheck(StationeryProfile.standard()).check(letter.pdf());

        // Then
        assertThat(report.problems()).extracting(LetterProblem::code).containsExactly("content-outside-printable-area");
    }

    @ParameterizedTest
    @MethodSource("io.postroom.letterlayout.LetterConformanceTest#letters")
    void keepsEveryLetterInsideThePrintableArea(String name, io.postroom.content.letter.LetterDocument document) {
        for (StationeryProfile profile : List.of(StationeryProfile.standard(), StationeryProfile.largePrint())) {
            // When
            LaidOutLetter letter = layout.layOut(document, profile);
            LetterReport report = new LetterCheck(profile).check(letter.pdf());

            // Then
            assertThat(report.problems()).as(profile.toString()).isEmpty();
            assertThat(report.pages()).isEqualTo(letter.pages());
        }
    }

    @Test
    void movesTheTextBelowALongContactBlock() throws IOException {
        // Given ten lines that each need two
        List<String> contact = Collections.nCopies(10, "A department with a name that is longer than its column");

        // When
        LaidOutLetter letter = layout.layOut(Letters.from(contact), StationeryProfile.standard());

        // Then
        assertThat(ink(letter, new Rectangle(15, 95, 110, 112))).as("beside the contact block").isNull();
        assertThat(new LetterCheck(StationeryProfile.standard()).check(letter.pdf()).problems()).isEmpty();
    }

    @Test
    void drawsTheLogoInItsPlace() throws IOException {
        // Given
        StationeryProfile profile = StationeryProfile.standard()
                .withLook(Logo.of(Letters.png(400, 100), "Office of the Public Guardian").orElseThrow(), Colour.BLACK);

        // When
        LaidOutLetter letter = layout.layOut(Letters.simple(), profile);
        Rectangle ink = ink(letter, new Rectangle(1, 1, 124, 36));

        // Then
        assertThat(List.of(ink.left(), ink.top(), ink.right(), ink.bottom()))
                .usingComparatorForType((a, b) -> Math.abs(a - b) <= 0.2 ? 0 : Double.compare(a, b), Double.class)
                .containsExactly(15.0, 5.0, 115.0, 30.0);
        assertThat(new LetterCheck(profile).check(letter.pdf()).problems()).isEmpty();
    }

    /** The smallest rectangle around what is printed in an area of the first page, or null. */
    private static Rectangle ink(LaidOutLetter letter, Rectangle area) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(letter.pdf())) {
            BufferedImage page = new PDFRenderer(pdf).renderImageWithDPI(0, (float) (PIXELS_A_MILLIMETRE * 25.4));
            int left = Integer.MAX_VALUE;
            int top = Integer.MAX_VALUE;
            int right = -1;
            int bottom = -1;
            for (int y = pixels(area.top()); y < pixels(area.bottom()); y++) {
                for (int x = pixels(area.left()); x < pixels(area.right()); x++) {
                    if ((page.getRGB(x, y) & 0xFF) < 128) {
                        left = Math.min(left, x);
                        top = Math.min(top, y);
                        right = Math.max(right, x + 1);
                        bottom = Math.max(bottom, y + 1);
                    }
                }
            }
            return right < 0
                    ? null
                    : new Rectangle(left / PIXELS_A_MILLIMETRE, top / PIXELS_A_MILLIMETRE, right / PIXELS_A_MILLIMETRE,
                            bottom / PIXELS_A_MILLIMETRE);
        }
    }

    private static int pixels(double millimetres) {
        return (int) Math.round(millimetres * PIXELS_A_MILLIMETRE);
    }
}
