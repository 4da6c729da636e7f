package io.postroom.content.letter;

import io.postroom.content.Language;

/**
 * What a letter says in one language, as a template makes it.
 *
 * @param language the language of subject and body
 * @param subject plain text; printed as the heading
 * @param markdown the body in the Markdown of {@link io.postroom.content.markdown.MessageMarkdown}, values made safe
 */
public record LetterText(Language language, String subject, String markdown) {
    @Override
    public String toString() {
        return "LetterText[language=" + language + ", •••]";
    }
}
