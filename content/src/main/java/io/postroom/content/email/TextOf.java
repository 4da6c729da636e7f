package io.postroom.content.email;

import org.commonmark.node.Block;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** The words of a part of a document, without its structure. */
final class TextOf {

    private TextOf() {}

    static String node(Node parent) {
        StringBuilder text = new StringBuilder();
        add(parent, text);
        return text.toString();
    }

    private static void add(Node parent, StringBuilder text) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case Text plain -> text.append(plain.getLiteral());
                case HardLineBreak ignored -> text.append(' ');
                default -> {
                    add(node, text);
                    if (node instanceof Block) {
                        text.append(' ');
                    }
                }
            }
        }
    }
}
