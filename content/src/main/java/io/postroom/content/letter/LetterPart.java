package io.postroom.content.letter;

import io.postroom.content.Language;
import java.util.List;

/**
 * The text of a letter in one language: a subject, which is the part's main heading, and the body under it. A bilingual
 * letter has two parts, each complete.
 */
public record LetterPart(Language language, String subject, List<Block> body) {
    public LetterPart {
        body = List.copyOf(body);
    }

    @Override
    public String toString() {
        return "LetterPart[language=" + language + ", •••]";
    }
}
