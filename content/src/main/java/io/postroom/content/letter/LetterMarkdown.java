package io.postroom.content.letter;

import io.postroom.content.Language;
import io.postroom.content.markdown.MessageMarkdown;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/** Reads the Markdown of a message as the body of a letter. */
final class LetterMarkdown {

    private final Language language;

    private LetterMarkdown(Language language) {
        this.language = language;
    }

    static LetterPart part(LetterText text) {
        String subject = String.join(" ", text.subject().strip().split("\\s+"));
        return new LetterPart(text.language(), subject, new LetterMarkdown(text.language()).body(text.markdown()));
    }

    private List<Block> body(String markdown) {
        List<Block> blocks = new ArrayList<>();
        for (QrParagraphs.Piece piece : QrParagraphs.cut(markdown)) {
            switch (piece) {
                case QrParagraphs.Piece.Markdown(String text) -> blocks.addAll(blocks(MessageMarkdown.parse(text)));
                case QrParagraphs.Piece.Code(String data) -> blocks.add(QrLinks.of(data, language));
            }
        }
        return blocks;
    }

    private List<Block> blocks(Node parent) {
        List<Block> blocks = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                // Only the first level stands out in a letter, under the subject.
                case Heading heading -> addText(blocks, heading, heading.getLevel() == 1);
                case Paragraph paragraph -> addParagraph(blocks, paragraph);
                case BulletList list -> blocks.add(new Block.BulletList(items(list)));
                case OrderedList list -> blocks.add(new Block.NumberedList(start(list), items(list)));
                case BlockQuote quote -> blocks.add(new Block.Inset(blocks(quote)));
                case ThematicBreak ignored -> blocks.add(new Block.PageBreak());
                // The parser makes no other blocks.
                default -> blocks.addAll(blocks(node));
            }
        }
        return blocks;
    }

    private static int start(OrderedList list) {
        Integer start = list.getMarkerStartNumber();
        return start == null ? 1 : start;
    }

    private List<Block.ListItem> items(Node list) {
        List<Block.ListItem> items = new ArrayList<>();
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            items.add(new Block.ListItem(blocks(item)));
        }
        return items;
    }

    private void addParagraph(List<Block> blocks, Paragraph paragraph) {
        Link code = QrLinks.in(paragraph);
        if (code == null) {
            addText(blocks, paragraph, false);
        } else {
            blocks.add(QrLinks.of(code, language));
        }
    }

    private static void addText(List<Block> blocks, Node node, boolean heading) {
        List<Inline> content = LetterInlines.of(node);
        if (!content.isEmpty()) {
            blocks.add(heading ? new Block.Heading(content) : new Block.Paragraph(content));
        }
    }

    /** The text of a node without its structure. */
    static String textOf(Node parent) {
        StringBuilder text = new StringBuilder();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            text.append(node instanceof Text plain ? plain.getLiteral() : textOf(node));
        }
        return text.toString();
    }
}
