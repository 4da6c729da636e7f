package io.postroom.content.letter;

import io.postroom.content.Language;
import org.commonmark.node.Link;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/** Makes QR codes of what a letter's author wrote: {@code QR: text} or {@code [QR](address "what it leads to")}. */
final class QrLinks {

    private QrLinks() {}

    /** The link of a paragraph that is only {@code [QR](…)}, or null. */
    static @Nullable Link in(Paragraph paragraph) {
        return paragraph.getFirstChild() instanceof Link link && link.getNext() == null
                && "qr".equalsIgnoreCase(LetterMarkdown.textOf(link).strip()) ? link : null;
    }

    static Block.QrCode of(Link link, Language language) {
        String title = link.getTitle();
        return title == null || title.isBlank()
                ? of(link.getDestination(), language)
                : new Block.QrCode(link.getDestination(), title.strip());
    }

    static Block.QrCode of(String data, Language language) {
        boolean leads = data.regionMatches(true, 0, "http://", 0, 7) || data.regionMatches(true, 0, "https://", 0, 8);
        String alternative = switch (language) {
            case EN -> leads ? "QR code that leads to " + data : "QR code that says: " + data;
            case CY -> leads ? "Cod QR sy’n arwain at " + data : "Cod QR sy’n dweud: " + data;
        };
        return new Block.QrCode(data, alternative);
    }
}
