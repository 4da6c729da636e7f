package io.postroom.letterlayout;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.letter.Colour;
import io.postroom.content.letter.LetterCheck;
import io.postroom.content.letter.LetterDocument;
import io.postroom.content.letter.LetterProblem;
import io.postroom.content.letter.LetterReport;
import io.postroom.content.letter.Logo;
import io.postroom.content.letter.StationeryProfile;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Every kind of letter follows the standards for accessible and for archived PDF files, by veraPDF's word. */
@Tag("scaled")
class LetterConformanceTest {

    private static final LetterLayout LAYOUT = new LetterLayout();

    @BeforeAll
    static void startValidator() {
        VeraGreenfieldFoundryProvider.initialise();
    }

    static Stream<Arguments> letters() {
        return Stream.of(Arguments.of("simple", Letters.simple()), Arguments.of("bilingual", Letters.bilingual()),
                Arguments.of("several pages",
                        Letters.withBody("A paragraph of text that fills the line and goes on. ".repeat(40)
                                .concat("\n\n").repeat(8))),
                Arguments.of("page breaks",
                        Letters.withBody("one\n\n---\n\n# two\n\n***\n\n* three\n\n---\n\n---\n\nfour")),
                Arguments.of("lists",
                        Letters.withBody("* a\n* b\n\n  c\n  * d\n    1. e\n    2. f\n\n3. three\n4. four")),
                Arguments.of("inset", Letters.withBody("^ inset\n^ more\n^\n^ * item\n\ntext")),
                Arguments.of("QR code",
                        Letters.withBody(
                                "[QR](https://www.gov.uk/vehicle-tax \"Tax your vehicle\")\n\nQR: https://www.gov.uk")),
                Arguments.of("long word", Letters.withBody("x".repeat(400) + " https://www.gov.uk/" + "y".repeat(300))),
                Arguments.of("other alphabets",
                        Letters.to(List.of("Ξένια Παπαδοπούλου", "Юлия Żółć", "1 High Street", "SW1A 1AA"))),
                Arguments.of("unprintable", Letters.withBody("An emoji 😀 and 漢字 \u0007 \ufffe")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("letters")
    void followsBothStandards(String name, LetterDocument letter) throws Exception {
        assertFollowsBothStandards(letter, StationeryProfile.standard());
    }

    static Stream<Arguments> profiles() {
        Logo logo = Logo.of(Letters.png(300, 100), "Office of the Public Guardian").orElseThrow();
        return Stream.of(Arguments.of("large print", StationeryProfile.largePrint()),
                Arguments.of("larger print", StationeryProfile.standard().withBodyPoints(18)), Arguments.of(
                        "logo and colour",
                        StationeryProfile.standard().withLook(logo, Colour.parse("#1d70b8").orElseThrow())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("profiles")
    void followsBothStandardsOnAnyStationery(String name, StationeryProfile profile) throws Exception {
        assertFollowsBothStandards(Letters.simple(), profile);
    }

    /** A few in the ordinary tier, hundreds in the full one; the seed is {@code -Dgenerated.seed}. */
    @Test
    void lettersOfAnyShapeFollowBothStandardsAndFitTheirEnvelope() throws Exception {
        long seed = Long.getLong("generated.seed", 20261122L);
        int letters = Math.max(5, Integer.getInteger("generated.inputs", 10_000) / 1_000);
        for (int i = 0; i < letters; i++) {
            // Given
            LetterDocument letter = Letters.any(new Random(seed + i));
            StationeryProfile profile = i % 3 == 0 ? StationeryProfile.largePrint() : StationeryProfile.standard();

            // When
            LaidOutLetter laidOut = LAYOUT.layOut(letter, profile);
            LetterReport report = new LetterCheck(profile).check(laidOut.pdf());

            // Then
            assertThat(laidOut.unprintable()).as("seed " + (seed + i)).isZero();
            assertThat(report.addressLines()).as("seed " + (seed + i)).isEqualTo(letter.addressLines());
            assertThat(report.problems()).as("seed " + (seed + i)).extracting(LetterProblem::code)
                    .isSubsetOf("letter-too-long");
            assertFollowsBothStandards(letter, profile);
        }
    }

    private static void assertFollowsBothStandards(LetterDocument letter, StationeryProfile profile) throws Exception {
        // Given
        byte[] pdf = LAYOUT.layOut(letter, profile).pdf();

        // When
        List<ValidationResult> results = List.of(validate(pdf, PDFAFlavour.PDFUA_1),
                validate(pdf, PDFAFlavour.PDFA_2_A));

        // Then
        for (ValidationResult result : results) {
            assertThat(result.getTestAssertions()).as(result.getPDFAFlavour().toString()).isEmpty();
            assertThat(result.isCompliant()).isTrue();
            assertThat(result.getTotalAssertions()).isPositive();
        }
    }

    private static ValidationResult validate(byte[] pdf, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            return validator.validate(parser);
        }
    }
}
