package io.postroom.content.email;

/**
 * An e-mail ready to be put into a {@code multipart/alternative}. Prints as {@code •••}.
 *
 * @param subject one line, no control characters
 * @param html a whole document of HTML in UTF-8, no remote content, no scripts
 * @param plainText the same message in plain text with every address of the web visible; lines end with {@code \n}
 */
public record RenderedEmail(String subject, String html, String plainText) {
    @Override
    public String toString() {
        return "RenderedEmail[•••]";
    }
}
