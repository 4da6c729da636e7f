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
 * The look of the service on its letters, under {@code postroom.letter.look}. The logo's file is read once, with the
 * settings: a file that changes later changes no letter, and so none differs from the one that was laid out before.
 */
final class LetterLook {

    private static final String PREFIX = "postroom.letter.look.";

    private final List<String> problems = new ArrayList<>();
    private final @Nullable Logo logo;
    private final Colour headings;

    /**
     * @param logo a PNG file to stand in the top left corner, or null for none
     * @param logoAlternative what it shows, in words
     * @param headingColour the colour of headings, {@code #rrggbb}
     */
    LetterLook(@Nullable Path logo, @DefaultValue("") String logoAlternative,
            @DefaultValue("#000000") String headingColour) {
        this.logo = logo == null ? null : read(logo, logoAlternative);
        if (logo == null && !logoAlternative.isBlank()) {
            problems.add(PREFIX + "logo-alternative is set, but there is no logo; set " + PREFIX + "logo too.");
        }
        this.headings = switch (Colour.parse(headingColour)) {
            case Checked.Valid<Colour>(Colour colour) -> colour;
            case Checked.Invalid<Colour>(List<Problem> faults) -> {
                add("heading-colour", headingColour, faults);
                yield Colour.BLACK;
            }
        };
    }

    /** No logo, and headings as black as the text. */
    static LetterLook plain() {
        return new LetterLook(null, "", Colour.BLACK.css());
    }

    /** What is wrong, in sentences. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The paper with this look. */
    StationeryProfile on(StationeryProfile paper) {
        return paper.withLook(logo, headings);
    }

    private @Nullable Logo read(Path file, String alternative) {
        try {
            // What is far too big is not read first.
            byte[] png = Files.size(file) > Logo.MAX_BYTES ? new byte[Logo.MAX_BYTES + 1] : Files.readAllBytes(file);
            return switch (Logo.of(png, alternative)) {
                case Checked.Valid<Logo>(Logo read) -> read;
                case Checked.Invalid<Logo>(List<Problem> faults) -> {
                    add("logo", file.toString(), faults);
                    yield null;
                }
            };
        } catch (IOException e) {
            problems.add(PREFIX + "logo names " + file + ", which is not a readable file.");
            return null;
        }
    }

    private void add(String setting, String value, List<Problem> faults) {
        faults.forEach(fault -> problems.add(PREFIX + setting + " is " + value + ". " + fault.english()));
    }
}
