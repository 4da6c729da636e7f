package io.postroom.content.markdown;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLines;
import org.jspecify.annotations.Nullable;

/**
 * What stands inside a block: text, line breaks and links. One pass over the source, so that its time is linear in
 * the length whatever the text.
 */
final class InlineText implements InlineParser {

    @Override
    public void parse(SourceLines lines, Node block) {
        String source = lines.getContent().strip();
        new Run(source, closingBrackets(source)).read(0, source.length(), block, true);
    }

    /** The text of a line, without regard to links. */
    static String line(String source) {
        Typography typography = new Typography(source);
        StringBuilder line = new StringBuilder(source.length());
        for (int i = 0; i < source.length();) {
            char c = source.charAt(i);
            if (c == '\\' && i + 1 < source.length() && MarkdownEscape.isEscapable(source.charAt(i + 1))) {
                String literal = String.valueOf(source.charAt(i + 1));
                line.append(typography.take()).append(literal);
                typography.passed(literal);
                i += 2;
            } else if (c == MarkdownEscape.VALUE_LINE_BREAK || Character.isISOControl(c)) {
                typography.add(" ");
                i++;
            } else if (c == '&' && Entity.at(source, i) instanceof Entity entity) {
                typography.add(entity.text());
                i = entity.end();
            } else {
                i = typography.addFrom(i, source.length());
            }
        }
        return line.append(typography.take()).toString();
    }

    /** For each opening square bracket the index of its partner, else 0. */
    private static int[] closingBrackets(String source) {
        int[] closing = new int[source.length()];
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < source.length(); i++) {
            switch (source.charAt(i)) {
                case '\\' -> i++;
                case '[' -> open.push(i);
                case ']' -> {
                    if (!open.isEmpty()) {
                        closing[open.pop()] = i;
                    }
                }
                default -> {
                }
            }
        }
        return closing;
    }

    /** One reading of one block. */
    private static final class Run {
        private final String source;
        private final int[] closing;
        private final Typography typography;

        Run(String source, int[] closing) {
            this.source = source;
            this.closing = closing;
            this.typography = new Typography(source);
        }

        void read(int from, int to, Node parent, boolean linksAllowed) {
            int i = from;
            while (i < to) {
                char c = source.charAt(i);
                if (c == '\\' && i + 1 < to && MarkdownEscape.isEscapable(source.charAt(i + 1))) {
                    flush(parent);
                    String literal = String.valueOf(source.charAt(i + 1));
                    parent.appendChild(new Literal(literal));
                    typography.passed(literal);
                    i += 2;
                } else if (c == '\n' || c == MarkdownEscape.VALUE_LINE_BREAK) {
                    i = lineBreak(i, to, parent);
                } else if (c == '!' && i + 1 < to && source.charAt(i + 1) == '[' && linkAt(i + 1, to) != null) {
                    i = Objects.requireNonNull(linkAt(i + 1, to)).end();
                } else if (c == '[' && linksAllowed && linkAt(i, to) instanceof LinkTarget target) {
                    flush(parent);
                    Link link = new Link(target.destination(), target.title());
                    parent.appendChild(link);
                    read(i + 1, closing[i], link, false);
                    flush(link);
                    i = target.end();
                } else if (linksAllowed && BareUrl.startsAt(source, i)) {
                    i = bareUrl(i, to, parent);
                } else if (c == '&' && Entity.at(source, i) instanceof Entity entity) {
                    typography.add(entity.text());
                    i = entity.end();
                } else {
                    i = typography.addFrom(i, to);
                }
            }
            flush(parent);
        }

        private @Nullable LinkTarget linkAt(int bracket, int to) {
            int close = closing[bracket];
            return close == 0 || close >= to ? null : LinkTarget.at(source, close + 1, to);
        }

        private int lineBreak(int at, int to, Node parent) {
            typography.dropTrailingSpaces();
            flush(parent);
            parent.appendChild(new HardLineBreak());
            typography.passed("\n");
            int i = at + 1;
            while (i < to && (source.charAt(i) == ' ' || source.charAt(i) == '\t')) {
                i++;
            }
            return i;
        }

        private int bareUrl(int at, int to, Node parent) {
            flush(parent);
            int end = BareUrl.end(source, at, to);
            String url = MarkdownEscape.unescape(source.substring(at, end));
            Link link = new Link(url, null);
            link.appendChild(new Text(url));
            parent.appendChild(link);
            typography.passed(url);
            return end;
        }

        private void flush(Node parent) {
            String text = typography.take();
            if (!text.isEmpty()) {
                parent.appendChild(new Text(text));
            }
        }
    }
}
