package io.postroom.content.markdown;

import java.util.Set;
import java.util.regex.Pattern;

import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * The part of Markdown (CommonMark 0.31) that messages are written in, for e-mails and letters alike. Any text is
 * accepted and there are no problems: what is not in the list is text. Blocks nest {@value #MAX_NESTING} deep; deeper
 * ones are text too.
 *
 * <p>Blocks: {@code # } and {@code ## } headings ({@code ### } and deeper are paragraphs), bullets with {@code *},
 * {@code -} or {@code •}, numbered lists with {@code 1.}, inset text with {@code ^} (a {@link
 * org.commonmark.node.BlockQuote}), and {@code ---} or {@code ***} on a line of its own (a {@link
 * org.commonmark.node.ThematicBreak}; in letters a new page). Inside them: {@code [text](address "title")}, bare
 * http and https addresses, and line breaks: every new line of the source is a
 * {@link org.commonmark.node.HardLineBreak}. Emphasis, code, tables and HTML are ordinary text; an image is dropped.
 *
 * <p>Typography is done here too: curly quotes, spaced en dashes, no space before a comma or a full stop. Characters
 * that are escaped with a backslash are text as they stand ({@link Literal}): see {@link MarkdownEscape}.
 *
 * <p>The nodes of a parse belong to the caller; the class itself is thread-safe.
 */
public final class MessageMarkdown {

    /** Deeper nesting helps nobody to read a message, and visitors of the tree are recursive. */
    private static final int MAX_NESTING = 20;

    private static final Pattern BULLET_SIGN = Pattern.compile("(?md)^([ \\t]*)•[ \\t]*(?=\\S)");
    private static final Pattern PLUS_BULLET = Pattern.compile("(?md)^([ \\t]*)\\+(?=[ \\t]|$)");
    private static final Pattern BRACKET_NUMBER = Pattern.compile("(?md)^([ \\t]*\\d{1,9})\\)");

    private static final Parser PARSER = Parser.builder().enabledBlockTypes(Set.of(ListBlock.class))
            .customBlockParserFactory(new HeadingBlock.Factory())
            .customBlockParserFactory(new BreakBlock.Factory())
            .customBlockParserFactory(new InsetBlock.Factory())
            .inlineParserFactory(context -> new InlineText())
            .maxOpenBlockParsers(MAX_NESTING)
            .build();

    private MessageMarkdown() {}

    /** The document that a text in this Markdown stands for. Every text stands for one. */
    public static Node parse(String markdown) {
        return PARSER.parse(withoutForeignSyntax(markdown));
    }

    /**
     * The text of one line, such as a subject: typography and escapes as in a message, but no links and no blocks.
     * Every run of whitespace is one space.
     */
    public static String line(String markdown) {
        return InlineText.line(markdown).strip().replaceAll("\\s+", " ");
    }

    /** Whether a link is an address that was written as such, so that its text is the address. */
    public static boolean isBareUrl(Link link) {
        return link.getFirstChild() instanceof Text text && text.getNext() == null
                && text.getLiteral().equals(link.getDestination());
    }

    /** Makes into plain text what CommonMark reads as a block and this subset does not know. */
    private static String withoutForeignSyntax(String markdown) {
        String text = BULLET_SIGN.matcher(markdown).replaceAll("$1* ");
        text = PLUS_BULLET.matcher(text).replaceAll("$1\\\\+");
        text = BRACKET_NUMBER.matcher(text).replaceAll("$1\\\\)");
        // A link reference definition: without this its paragraph would vanish.
        return text.replace("]:", "]\\:");
    }
}
