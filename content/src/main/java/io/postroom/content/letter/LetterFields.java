package io.postroom.content.letter;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a letter has besides its text.
 *
 * @param addressLines three to seven lines as they are printed in the window
 * @param date the date printed on the letter
 * @param reference the reference that the recipient should quote
 * @param contactLines the sender's name, address and ways to reach them; at most ten lines, may be empty
 */
public record LetterFields(List<String> addressLines, LocalDate date, Optional<String> reference,
        List<String> contactLines) {
    public LetterFields {
        addressLines = List.copyOf(addressLines);
        contactLines = List.copyOf(contactLines);
    }

    @Override
    public String toString() {
        return "LetterFields[•••]";
    }
}
