package io.postroom.content.email;

import io.postroom.content.Language;
import io.postroom.content.markdown.MessageMarkdown;
import org.commonmark.node.Node;

/**
 * Lays out e-mails: Markdown (see {@link MessageMarkdown}) to accessible HTML that reads well in light and dark, and to
 * plain text, for the two parts of a {@code multipart/alternative} (RFC 2046, 5.1.4). The HTML names its language and
 * is made for WCAG 2.2 at level AA: headings in order, text in the contrast of its own colours in either mode, tables for
 * layout marked as such. Links lead where {@link MessageMarkdown} lets them; nothing is fetched from anywhere. Accepted
 * is any text of any length: there are no problems, every Markdown text has a layout. Stateless and thread-safe.
 */
public final class EmailRenderer {

    /** Mail programs show about this much after the subject in a list of messages. */
    private static final int PREHEADER_LENGTH = 120;

    private EmailRenderer() {}

    /**
     * Lays out an e-mail.
     *
     * @param subject final; control characters and runs of whitespace become one space
     * @param markdown the body with every value filled in and escaped
     */
    public static RenderedEmail render(String subject, String markdown, Language language) {
        Node document = MessageMarkdown.parse(markdown);
        String line = singleLine(subject);
        String plainText = new PlainTextWriter().write(document);
        String html = EmailPage.around(HtmlWriter.write(document), line, preheader(document), language);
        return new RenderedEmail(line, html, plainText);
    }

    /** The beginning of the message, cut at a word. */
    private static String preheader(Node document) {
        String text = singleLine(TextOf.node(document));
        if (text.length() <= PREHEADER_LENGTH) {
            return text;
        }
        int cut = text.lastIndexOf(' ', PREHEADER_LENGTH);
        int end = cut > 0 ? cut : PREHEADER_LENGTH;
        return text.substring(0, Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end) + "…";
    }

    private static String singleLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().filter(c -> Character.getType(c) != Character.SURROGATE)
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .forEach(line::appendCodePoint);
        return line.toString().strip().replaceAll("\\s+", " ");
    }
}
