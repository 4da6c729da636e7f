package io.postroom.content.letter;

import io.postroom.content.Language;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A letter, complete and ready to be laid out: nothing in it is looked up or computed later, so that the same document
 * always makes the same pages. {@link LetterDocuments} makes it and knows what fits; here only a letter without parts
 * is refused. Whether the address is a real one is for {@link io.postroom.content.recipient.PostalAddress} to say.
 *
 * @param addressLines the recipient and address as they are printed in the window, the postcode or country last
 * @param date the date printed on the letter
 * @param reference the reference the recipient should quote
 * @param contactLines who sends the letter and how to reach them, line by line
 * @param parts the text, once for each language, in the order in which it is printed; at least one
 */
public record LetterDocument(List<String> addressLines, LocalDate date, Optional<String> reference,
        List<String> contactLines, List<LetterPart> parts) {

    public LetterDocument {
        addressLines = List.copyOf(addressLines);
        contactLines = List.copyOf(contactLines);
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A letter needs at least one part");
        }
    }

    /** The language that the letter starts with. */
    public Language language() {
        return parts.getFirst().language();
    }

    /** The heading that the letter starts with. */
    public String subject() {
        return parts.getFirst().subject();
    }

    @Override
    public String toString() {
        return "LetterDocument[parts=" + parts + ", •••]";
    }
}
