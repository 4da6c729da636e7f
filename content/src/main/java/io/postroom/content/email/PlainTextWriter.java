package io.postroom.content.email;

import io.postroom.content.markdown.MessageMarkdown;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/** Writes the body of a message as plain text, with the target of every link. */
final class PlainTextWriter {

    private static final int RULE_LENGTH = 65;

    private final StringBuilder text = new StringBuilder();

    String write(Node document) {
        blocks(document, "");
        return text.toString().strip() + "\n";
    }

    private void blocks(Node parent, String indent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            block(node, indent);
        }
    }

    private void block(Node node, String indent) {
        switch (node) {
            case Heading heading -> heading(heading);
            case Paragraph paragraph -> text.append("\n\n").append(indented(inline(paragraph), indent));
            case ThematicBreak ignored ->
                text.append("\n\n").append("=-".repeat(RULE_LENGTH).substring(0, RULE_LENGTH));
            case BulletList list -> list(list, indent);
            case OrderedList list -> list(list, indent);
            case BlockQuote inset -> blocks(inset, indent);
            default -> blocks(node, indent);
        }
    }

    private void heading(Heading heading) {
        text.append(heading.getLevel() == 1 ? "\n\n\n" : "\n\n").append(inline(heading).replace('\n', ' ')).append('\n')
                .append((heading.getLevel() == 1 ? "=" : "-").repeat(RULE_LENGTH));
    }

    private void list(ListBlock list, String indent) {
        text.append(list.getParent() instanceof ListItem ? "" : "\n");
        int number = 1;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String sign = list instanceof OrderedList ? number++ + ". " : "• ";
            item(item, indent, sign);
        }
    }

    /** The first paragraph stands beside the sign; what follows is indented below it. */
    private void item(Node item, String indent, String sign) {
        String deeper = indent + " ".repeat(sign.length());
        text.append('\n').append(indent).append(sign);
        boolean first = true;
        for (Node node = item.getFirstChild(); node != null; node = node.getNext()) {
            if (first && node instanceof Paragraph paragraph) {
                text.append(inline(paragraph).replace("\n", "\n" + deeper));
            } else if (node instanceof Paragraph paragraph) {
                text.append('\n').append(indented(inline(paragraph), deeper));
            } else {
                block(node, deeper);
            }
            first = false;
        }
    }

    private static String indented(String lines, String indent) {
        return indent + lines.replace("\n", "\n" + indent);
    }

    private static String inline(Node parent) {
        StringBuilder line = new StringBuilder();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case Text plain -> line.append(plain.getLiteral());
                case HardLineBreak ignored -> line.append('\n');
                case Link link -> line.append(link(link));
                default -> line.append(inline(node));
            }
        }
        return line.toString();
    }

    private static String link(Link link) {
        if (MessageMarkdown.isBareUrl(link)) {
            return LinkTargets.safe(link.getDestination());
        }
        String title = link.getTitle() == null || link.getTitle().isBlank() ? "" : " (" + link.getTitle().strip() + ")";
        return inline(link) + title + ": " + LinkTargets.safe(link.getDestination());
    }
}
