package io.postroom.content.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("scaled")
class LetterCheckTest {

    private static final float POINTS = 72 / 25.4f;

    private final LetterCheck check = new LetterCheck(StationeryProfile.standard());

    @ParameterizedTest
    @CsvSource({
            // Left and right edge, on the first page and the second; the slack is 1 mm.
            "1, 14.2, 150, true", "1, 12, 150, false", "2, 14.2, 20, true", "2, 12, 20, false", "2, 194.5, 150, true",
            "2, 196.5, 150, false", "2, 100, 2, false", "2, 100, 293.5, false",
            // On the first page: between logo and window, in the window, between window and text, beside the text.
            "1, 30, 33, false", "1, 30, 45, true", "1, 30, 80, false", "1, 130, 80, true", "1, 123, 50, false",
            "1, 30, 10, true", "2, 30, 33, true", "2, 30, 80, true"})
    void knowsWhereInkMayBe(int page, float left, float top, boolean allowed) throws IOException {
        // Given a millimetre of black
        byte[] pdf = pdf(PDRectangle.A4, 2, (index, content) -> {
            if (index == page) {
                content.addRect(left * POINTS, (297 - top - 1) * POINTS, 0.8f * POINTS, 0.8f * POINTS);
                content.fill();
            }
        });

        // When
        LetterReport report = check.check(pdf);

        // Then
        assertThat(pagesWith(report, "content-outside-printable-area")).isEqualTo(allowed ? List.of() : List.of(page));
    }

    @Test
    void ignoresWhiteInk() throws IOException {
        // Given
        byte[] pdf = pdf(PDRectangle.A4, 1, (index, content) -> {
            content.setNonStrokingColor(1f);
            content.addRect(0, 0, 50, 50);
            content.fill();
        });

        // When
        LetterReport report = check.check(pdf);

        // Then
        assertThat(report.problems()).extracting(LetterProblem::code).containsExactly("no-address-in-window");
    }

    @Test
    void tellsEveryProblemWithItsPages() throws IOException {
        // Given a letter on US paper, too long, with a font that is not in the file
        byte[] pdf = pdf(PDRectangle.LETTER, 11, (index, content) -> write(content, "text", 100, 100));

        // When
        LetterReport report = check.check(pdf);

        // Then
        assertThat(report.pages()).isEqualTo(11);
        assertThat(report.problems()).extracting(LetterProblem::code).containsExactly("letter-too-long",
                "letter-not-a4-portrait-oriented", "fonts-not-embedded");
        assertThat(pagesWith(report, "fonts-not-embedded")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void readsTheAddressInTheWindow() throws IOException {
        // Given
        byte[] pdf = pdf(PDRectangle.A4, 1, (index, content) -> {
            write(content, "A Person", 26, 50);
            write(content, "1 Street", 26, 55);
            write(content, "SW1A 1AA", 26, 60);
            write(content, "not the address", 26, 120);
        });

        // When
        LetterReport report = check.check(pdf);

        // Then
        assertThat(report.addressLines()).containsExactly("A Person", "1 Street", "SW1A 1AA");
        assertThat(report.toString()).doesNotContain("Person");
    }

    @Test
    void turnsPagesAsTheFileSays() throws IOException {
        // Given landscape paper turned by 90 degrees, which is seen as portrait, and portrait paper that is not
        byte[] turned = pdf(new PDRectangle(PDRectangle.A4.getHeight(), PDRectangle.A4.getWidth()), 1, 90,
                (index, content) -> {});
        byte[] onItsSide = pdf(PDRectangle.A4, 1, 90, (index, content) -> {});

        // When and Then
        assertThat(pagesWith(check.check(turned), "letter-not-a4-portrait-oriented")).isEmpty();
        assertThat(pagesWith(check.check(onItsSide), "letter-not-a4-portrait-oriented")).containsExactly(1);
    }

    @Test
    void refusesWhatIsNoPdf() {
        // Given
        byte[] text = "This is not a PDF".getBytes(StandardCharsets.UTF_8);

        // When
        LetterReport report = check.check(text);

        // Then
        assertThat(report.problems()).extracting(LetterProblem::code).containsExactly("unable-to-read-the-file");
    }

    @Test
    void survivesDamagedFiles() throws IOException {
        // Given
        byte[] good = pdf(PDRectangle.A4, 2, (index, content) -> write(content, "text", 100, 100));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_26);
        int inputs = Integer.getInteger("generated.inputs", 1_000) / 100;

        for (int i = 0; i < inputs; i++) {
            byte[] damaged = Arrays.copyOf(good, random.nextInt(good.length / 2, good.length + 1));
            for (int j = 0; j < 10; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }

            // When
            LetterReport report = check.check(damaged);

            // Then
            assertThat(report.problems()).isNotEmpty();
        }
    }

    private static List<Integer> pagesWith(LetterReport report, String code) {
        return report.problems().stream().filter(p -> p.code().equals(code)).flatMap(p -> p.pages().stream()).toList();
    }

    private static void write(PDPageContentStream content, String text, float left, float top) throws IOException {
        content.beginText();
        content.setFont(new PDType1Font(FontName.HELVETICA), 8);
        content.newLineAtOffset(left * POINTS, (297 - top) * POINTS);
        content.showText(text);
        content.endText();
    }

    private static byte[] pdf(PDRectangle size, int pages, Drawing drawing) throws IOException {
        return pdf(size, pages, 0, drawing);
    }

    private static byte[] pdf(PDRectangle size, int pages, int rotation, Drawing drawing) throws IOException {
        try (PDDocument pdf = new PDDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (int i = 1; i <= pages; i++) {
                PDPage page = new PDPage(size);
                page.setRotation(rotation);
                pdf.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                    drawing.draw(i, content);
                }
            }
            pdf.save(out);
            return out.toByteArray();
        }
    }

    private interface Drawing {
        void draw(int page, PDPageContentStream content) throws IOException;
    }
}
