package io.postroom.content.markdown;

import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Document;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/** Writes a document down so that tests can compare it. */
public final class Structure {

    private Structure() {}

    /** Blocks and links with their text. */
    public static String withText(Node document) {
        StringBuilder written = new StringBuilder();
        write(document, written, true);
        return written.toString();
    }

    /** Blocks and links only. */
    public static String of(Node document) {
        StringBuilder written = new StringBuilder();
        write(document, written, false);
        return written.toString();
    }

    /** The words alone, a line break as a new line. */
    public static String words(Node node) {
        StringBuilder words = new StringBuilder();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            words.append(switch (child) {
                case Text text -> text.getLiteral();
                case HardLineBreak ignored -> "\n";
                default -> words(child);
            });
        }
        return words.toString();
    }

    private static void write(Node node, StringBuilder written, boolean text) {
        switch (node) {
            case Document ignored -> children(node, written, text);
            case Text plain -> written.append(text ? plain.getLiteral() : "");
            case HardLineBreak ignored -> written.append(text ? "/" : "");
            case Heading heading -> block("h" + heading.getLevel(), node, written, text);
            case Paragraph ignored -> block("p", node, written, text);
            case BulletList ignored -> block("ul", node, written, text);
            case OrderedList ignored -> block("ol", node, written, text);
            case ListItem ignored -> block("li", node, written, text);
            case BlockQuote ignored -> block("inset", node, written, text);
            case ThematicBreak ignored -> written.append("hr");
            case Link link -> block("a:" + (text ? link.getDestination() : "")
                    + (text && link.getTitle() != null ? ":" + link.getTitle() : ""), node, written, text);
            default -> written.append("?").append(node.getClass().getSimpleName());
        }
    }

    private static void block(String name, Node node, StringBuilder written, boolean text) {
        written.append(name).append('(');
        children(node, written, text);
        written.append(')');
    }

    private static void children(Node node, StringBuilder written, boolean text) {
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            write(child, written, text);
        }
    }
}
