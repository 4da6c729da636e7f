package io.postroom.letterlayout;

import io.postroom.content.Language;
import io.postroom.content.letter.Block;
import io.postroom.content.letter.Inline;
import io.postroom.content.letter.LetterDocument;
import io.postroom.content.letter.LetterPart;
import io.postroom.content.letter.Logo;
import io.postroom.content.letter.StationeryProfile;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Writes a letter as the document tree that the layout engine reads. Texts become text nodes and never markup, so
 * nothing in a letter can be read as HTML, style or an address to fetch.
 */
final class LetterPage {

    private final Document document;
    private final PrintableText text;

    private LetterPage(Document document, PrintableText text) {
        this.document = document;
        this.text = text;
    }

    /** Writes a letter into an empty document. */
    static Document write(LetterDocument letter, StationeryProfile profile, PrintableText text, Document document) {
        new LetterPage(document, text).write(letter, profile);
        return document;
    }

    private void write(LetterDocument letter, StationeryProfile profile) {
        Element html = document.createElement("html");
        html.setAttribute("lang", letter.language().tag());
        document.appendChild(html);
        Element head = child(html, "head");
        child(head, "title").setTextContent(text.of(letter.subject()));
        meta(head, "subject", text.of(letter.subject()));
        meta(head, "author", text.of(letter.contactLines().isEmpty() ? "Postroom" : letter.contactLines().getFirst()));
        child(head, "style").setTextContent(Stylesheet.of(letter, profile));
        Element body = child(html, "body");
        envelope(body, letter, profile.picture());
        for (LetterPart part : letter.parts()) {
            part(body, letter, part);
        }
    }

    private void envelope(Element body, LetterDocument letter, @Nullable Logo picture) {
        Element head = box(body, "head");
        if (picture != null) {
            image(box(head, "logo"), picture.alternative(), picture.png());
        }
        // A float comes first in the tree to stand beside what follows.
        if (!letter.contactLines().isEmpty()) {
            lines(box(head, "contact"), letter.contactLines());
        }
        lines(box(head, "address"), letter.addressLines());
        box(head, "after");
    }

    private void lines(Element parent, List<String> lines) {
        for (String line : lines) {
            child(parent, "div").setTextContent(text.of(line));
        }
    }

    private void part(Element body, LetterDocument letter, LetterPart part) {
        Element box = box(body, part == letter.parts().getFirst() ? "part" : "part break");
        box.setAttribute("lang", part.language().tag());
        Element facts = child(box, "p");
        facts.setAttribute("class", "facts");
        facts.appendChild(document.createTextNode(
                DateTimeFormatter.ofPattern("d MMMM uuuu", part.language().locale()).format(letter.date())));
        letter.reference().ifPresent(reference -> {
            child(facts, "br");
            facts.appendChild(document.createTextNode(text.of(referenceLabel(part.language()) + ": " + reference)));
        });
        child(box, "h1").setTextContent(text.of(part.subject()));
        blocks(box, part.body());
    }

    private static String referenceLabel(Language language) {
        return switch (language) {
            case EN -> "Reference";
            case CY -> "Cyfeirnod";
        };
    }

    private void blocks(Element parent, List<Block> blocks) {
        boolean newPage = false;
        for (Block block : blocks) {
            if (block instanceof Block.PageBreak) {
                newPage = true;
                continue;
            }
            Element element = block(parent, block);
            if (newPage) {
                element.setAttribute("style", "page-break-before: always");
                newPage = false;
            }
        }
    }

    private Element block(Element parent, Block block) {
        return switch (block) {
            case Block.Heading(var content) -> inlines(child(parent, "h2"), content);
            case Block.Paragraph(var content) -> inlines(child(parent, "p"), content);
            case Block.Inset(var blocks) -> {
                Element inset = box(parent, "inset");
                blocks(inset, blocks);
                yield inset;
            }
            case Block.BulletList(var items) -> items(child(parent, "ul"), items);
            case Block.NumberedList(int start, var items) -> {
                Element list = child(parent, "ol");
                list.setAttribute("start", Integer.toString(start));
                yield items(list, items);
            }
            case Block.QrCode code -> {
                Element image = image(parent, code.alternative(), QrImage.png(code.data()));
                image.setAttribute("class", "qr");
                yield image;
            }
            case Block.PageBreak() -> throw new IllegalStateException("Page breaks are handled between blocks");
        };
    }

    private Element items(Element list, List<Block.ListItem> items) {
        for (Block.ListItem item : items) {
            blocks(child(list, "li"), item.blocks());
        }
        return list;
    }

    private Element inlines(Element parent, List<Inline> content) {
        for (Inline inline : content) {
            switch (inline) {
                case Inline.Text(String plain) -> parent.appendChild(document.createTextNode(text.of(plain)));
                case Inline.Strong(String strong) -> child(parent, "strong").setTextContent(text.of(strong));
                case Inline.LineBreak() -> child(parent, "br");
            }
        }
        return parent;
    }

    private Element image(Element parent, String alternative, byte[] png) {
        Element image = child(parent, "img");
        image.setAttribute("alt", text.of(alternative));
        image.setAttribute("src", "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
        return image;
    }

    private Element box(Element parent, String style) {
        Element box = child(parent, "div");
        box.setAttribute("class", style);
        return box;
    }

    private void meta(Element head, String name, String content) {
        Element meta = child(head, "meta");
        meta.setAttribute("name", name);
        meta.setAttribute("content", content);
    }

    private Element child(Element parent, String name) {
        Element child = document.createElement(name);
        parent.appendChild(child);
        return child;
    }
}
