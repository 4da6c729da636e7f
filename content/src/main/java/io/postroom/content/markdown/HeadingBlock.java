package io.postroom.content.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.commonmark.node.Block;
import org.commonmark.node.Heading;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/** A line that starts with {@code #}: two levels of heading; deeper ones are paragraphs. Underlined ones are not known. */
final class HeadingBlock extends AbstractBlockParser {

    private static final Pattern LINE = Pattern.compile("(#{1,6})[ \\t]+(\\S.*)", Pattern.DOTALL);

    private final Block block;
    private final SourceLine content;

    private HeadingBlock(int level, SourceLine content) {
        this.content = content;
        if (level <= 2) {
            Heading heading = new Heading();
            heading.setLevel(level);
            this.block = heading;
        } else {
            this.block = new Paragraph();
        }
    }

    @Override
    public Block getBlock() {
        return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        return BlockContinue.none();
    }

    @Override
    public void parseInlines(InlineParser inlineParser) {
        inlineParser.parse(SourceLines.of(content), block);
    }

    static final class Factory extends AbstractBlockParserFactory {
        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matchedBlockParser) {
            if (state.getIndent() > 3) {
                return BlockStart.none();
            }
            String line = state.getLine().getContent().subSequence(state.getNextNonSpaceIndex(),
                    state.getLine().getContent().length()).toString();
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return BlockStart.none();
            }
            SourceLine content = SourceLine.of(withoutClosingSigns(matcher.group(2)), null);
            return BlockStart.of(new HeadingBlock(matcher.group(1).length(), content))
                    .atIndex(state.getLine().getContent().length());
        }

        private static String withoutClosingSigns(String text) {
            String stripped = text.stripTrailing();
            int end = stripped.length();
            while (end > 0 && stripped.charAt(end - 1) == '#') {
                end--;
            }
            boolean closing = end == 0 || Character.isWhitespace(stripped.charAt(end - 1));
            return closing ? stripped.substring(0, end).stripTrailing() : stripped;
        }
    }
}
