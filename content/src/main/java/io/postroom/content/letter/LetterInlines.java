package io.postroom.content.letter;

import io.postroom.content.markdown.MessageMarkdown;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/**
 * Reads the text inside a block for paper. A link is written out, its text, then its address in bold, since nobody can
 * follow it.
 */
final class LetterInlines {

    private static final Pattern PROTOCOL = Pattern.compile("^(?:https?://|mailto:|tel:)", Pattern.CASE_INSENSITIVE);

    private final List<Inline> inlines = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private LetterInlines() {}

    static List<Inline> of(Node block) {
        LetterInlines reading = new LetterInlines();
        reading.read(block);
        reading.flush();
        return reading.inlines;
    }

    private void read(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case Text plain -> text.append(plain.getLiteral());
                case HardLineBreak ignored -> lineBreak();
                case SoftLineBreak ignored -> lineBreak();
                case Link link -> link(link);
                default -> read(node);
            }
        }
    }

    private void lineBreak() {
        flush();
        inlines.add(new Inline.LineBreak());
    }

    private void link(Link link) {
        if (!MessageMarkdown.isBareUrl(link)) {
            read(link);
            text.append(": ");
        }
        flush();
        String address = PROTOCOL.matcher(link.getDestination()).replaceFirst("");
        if (!address.isEmpty()) {
            inlines.add(new Inline.Strong(address));
        }
    }

    private void flush() {
        if (!text.isEmpty()) {
            inlines.add(new Inline.Text(text.toString()));
            text.setLength(0);
        }
    }
}
