package io.postroom.content.letter;

import io.postroom.content.Language;
import java.util.List;

/**
 * The text of a letter in one language: a subject, which is the part's main heading, and the body under it. A bilingual
 * letter has two parts, each complete; the file marks each with its language (BCP 47; ISO 14289-1, 7.2).
 *
 * @param language what subject and body are written in
 * @param subject one line of plain text
 * @param body its blocks, in reading order
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
