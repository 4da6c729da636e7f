package io.postroom.letterworker;

import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.content.letter.Colour;
import io.postroom.content.letter.Logo;
import io.postroom.content.letter.StationeryProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The look of the service on its letters. The logo's file is read at start and not for each letter: a file that changes
 * later changes none, and so no letter differs from itself when it is handed over again.
 *
 * @param logo a PNG file of at most 500 kB, for the top left corner of the first page
 * @param logoAlternative what the logo shows, in words; needed with a logo
 * @param headingColour the colour of headings in sRGB, {@code #rrggbb}, with a contrast to white of at least 4.5 to 1
 */
record LetterLook(@Nullable Path logo, @DefaultValue("") String logoAlternative,
        @DefaultValue("#000000") String headingColour) {

    private static final String PREFIX = "postroom.letter.look.";

    /** No logo, and headings as black as the text. */
    static LetterLook plain() {
        return new LetterLook(null, "", Colour.BLACK.css());
    }

    /** What is wrong, in sentences. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        readLogo(problems);
        readColour(problems);
        return problems;
    }

    /** The paper with this look; reads the logo's file. What cannot be printed has been told before, at start. */
    StationeryProfile on(StationeryProfile paper) {
        List<String> problems = new ArrayList<>();
        StationeryProfile printed = paper.withLook(readLogo(problems), readColour(problems));
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join(" ", problems));
        }
        return printed;
    }

    private Colour readColour(List<String> problems) {
        return switch (Colour.parse(headingColour)) {
            case Checked.Valid<Colour>(Colour colour) -> colour;
            case Checked.Invalid<Colour>(List<Problem> faults) -> {
                add(problems, "heading-colour", headingColour, faults);
                yield Colour.BLACK;
            }
        };
    }

    private @Nullable Logo readLogo(List<String> problems) {
        if (logo == null) {
            if (!logoAlternative.isBlank()) {
                problems.add(
                        PREFIX + "logo-alternative is set, but there is no logo; set " + PREFIX + "logo too.");
            }
            return null;
        }
        try {
            // What is far too big is not read first.
            byte[] png = Files.size(logo) > Logo.MAX_BYTES ? new byte[Logo.MAX_BYTES + 1] : Files.readAllBytes(logo);
            return switch (Logo.of(png, logoAlternative)) {
                case Checked.Valid<Logo>(Logo read) -> read;
                case Checked.Invalid<Logo>(List<Problem> faults) -> {
                    add(problems, "logo", logo.toString(), faults);
                    yield null;
                }
            };
        } catch (IOException e) {
            problems.add(PREFIX + "logo names " + logo + ", which is not a readable file.");
            return null;
        }
    }

    private static void add(List<String> problems, String setting, String value, List<Problem> faults) {
        faults.forEach(fault -> problems.add(PREFIX + setting + " is " + value + ". " + fault.english()));
    }
}
