package io.postroom.content.letter;

import io.postroom.content.Language;
import io.postroom.content.markdown.MessageMarkdown;
import java.util.regex.Pattern;
import org.commonmark.node.Link;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/**
 * A paragraph that asks for a QR code: {@code [QR](address "what it leads to")}, or {@code QR: https://…}. Both need a
 * link, which values from outside can never make, so that only a template's author puts a code on paper.
 */
final class QrLinks {

    private static final Pattern PREFIX = Pattern.compile("\\s*QR\\s*:\\s*", Pattern.CASE_INSENSITIVE);

    private QrLinks() {}

    static @Nullable Link in(Paragraph paragraph) {
        if (!(paragraph.getLastChild() instanceof Link link)) {
            return null;
        }
        boolean alone = link == paragraph.getFirstChild() && "qr".equalsIgnoreCase(LetterMarkdown.textOf(link).strip());
        boolean prefixed = paragraph.getFirstChild() instanceof Text text && text.getNext() == link
                && PREFIX.matcher(text.getLiteral()).matches() && MessageMarkdown.isBareUrl(link);
        return alone || prefixed ? link : null;
    }

    static String alternative(Link link, Language language) {
        String title = link.getTitle();
        if (title != null && !title.isBlank()) {
            return title.strip();
        }
        return switch (language) {
            case EN -> "QR code that leads to " + link.getDestination();
            case CY -> "Cod QR sy’n arwain at " + link.getDestination();
        };
    }
}
