package io.postroom.letterworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postroom.content.letter.Colour;
import io.postroom.content.letter.Logo;
import io.postroom.content.letter.StationeryProfile;
import io.postroom.letterlayout.LetterLayout;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A service's logo and colour, from its configuration to the paper. */
class LetterLookTest {

    private static final String LOOK = "postroom.letter.look.";

    @TempDir
    Path folder;

    @Test
    void aLogoAndAColourThatAreConfiguredStandOnTheLetter() throws IOException {
        // Given
        LetterSettings settings = settings(Map.of("logo", png(300, 100).toString(), "logo-alternative",
                "Office of the Public Guardian", "heading-colour", "#1d70b8"));

        // When
        StationeryProfile profile = settings.profile();
        byte[] pdf = pdf(profile);

        // Then
        assertThat(settings.look().problems()).isEmpty();
        assertThat(profile.headings()).isEqualTo(Colour.parse("#1d70b8").orElseThrow());
        assertThat(Objects.requireNonNull(profile.picture()).alternative()).isEqualTo("Office of the Public Guardian");
        assertThat(pictures(pdf)).isEqualTo(1);
        assertThat(pictures(pdf(StationeryProfile.standard()))).isZero();
    }

    @Test
    void withoutALookLettersArePlain() {
        assertThat(settings(Map.of()).profile()).isEqualTo(StationeryProfile.standard());
        assertThat(settings(Map.of()).look().problems()).isEmpty();
    }

    @Test
    void theFileOfTheLogoIsNotReadForEachLetter() throws IOException {
        // Given
        Path file = png(300, 100);
        LetterSettings settings = settings(Map.of("logo", file.toString(), "logo-alternative", "A logo"));
        StationeryProfile profile = settings.profile();
        byte[] before = pdf(profile);

        // When
        Files.delete(file);

        // Then
        assertThat(pdf(profile)).isEqualTo(before);
        assertThatThrownBy(settings::profile).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not a readable file");
    }

    @ParameterizedTest
    @CsvSource({"#777, heading-colour is #777. A colour is written as", "navy, heading-colour is navy. A colour is",
            "#ffdd00, heading-colour is #ffdd00. The colour is too light",
            // 4.54 to 1 is enough, 4.48 to 1 is not (WCAG 2.2, 1.4.3).
            "#777777, The colour is too light", "#767676,"})
    void aColourThatCannotBeReadIsToldAtStart(String colour, String sentence) {
        // When
        LetterSettings settings = settings(Map.of("heading-colour", colour));

        // Then
        if (sentence == null) {
            assertThat(settings.look().problems()).isEmpty();
        } else {
            assertThat(settings.look().problems()).singleElement().asString().contains(sentence);
            assertThat(settings.problems()).containsAll(settings.look().problems());
        }
    }

    @Test
    void aLogoThatCannotBePrintedIsToldAtStart() throws IOException {
        // Given
        Path text = Files.writeString(folder.resolve("logo.txt"), "no picture");
        Path big = Files.write(folder.resolve("big.png"), new byte[Logo.MAX_BYTES + 1]);

        // Then
        assertThat(problem(Map.of("logo", folder.resolve("none.png").toString(), "logo-alternative", "x")))
                .contains("none.png, which is not a readable file");
        assertThat(problem(Map.of("logo", folder.toString(), "logo-alternative", "x"))).contains("not a readable file");
        assertThat(problem(Map.of("logo", text.toString(), "logo-alternative", "x"))).contains("is not a PNG file");
        assertThat(problem(Map.of("logo", big.toString(), "logo-alternative", "x"))).contains("at most 500 kB");
        assertThat(problem(Map.of("logo", png(10, 10).toString()))).contains("Say in words what the logo shows");
        assertThat(problem(Map.of("logo-alternative", "A logo"))).contains("there is no logo");
        assertThat(settings(Map.of("logo", text.toString(), "logo-alternative", "x", "heading-colour", "x")).look()
                .problems()).as("all at once").hasSize(2);
    }

    private String problem(Map<String, String> look) {
        return settings(look).look().problems().stream().reduce((a, b) -> a + " AND " + b).orElse("none");
    }

    private static LetterSettings settings(Map<String, String> look) {
        Map<String, String> properties = new HashMap<>();
        look.forEach((name, value) -> properties.put(LOOK + name, value));
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("postroom.letter",
                LetterSettings.class);
    }

    private static byte[] pdf(StationeryProfile profile) {
        return switch (new ParcelMaker(new LetterLayout(), profile, new SimpleMeterRegistry())
                .make(Requests.letter())) {
            case ParcelMaker.Made.Ready(Parcel parcel) -> parcel.pdf();
            case ParcelMaker.Made.Refused(String codes) -> throw new AssertionError(codes);
        };
    }

    private static long pictures(byte[] file) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(file)) {
            PDResources resources = pdf.getPage(0).getResources();
            return StreamSupport.stream(resources.getXObjectNames().spliterator(), false)
                    .filter((COSName name) -> resources.isImageXObject(name)).count();
        }
    }

    private Path png(int width, int height) throws IOException {
        Path file = folder.resolve("logo.png");
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, 0x1d70b8);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
