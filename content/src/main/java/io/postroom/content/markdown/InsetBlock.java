package io.postroom.content.markdown;

import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/** Lines that start with {@code ^}: text set apart by a bar beside it. */
final class InsetBlock extends AbstractBlockParser {

    private final BlockQuote block = new BlockQuote();

    @Override
    public boolean isContainer() {
        return true;
    }

    @Override
    public boolean canContain(Block childBlock) {
        return true;
    }

    @Override
    public Block getBlock() {
        return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        int content = contentIndex(state);
        return content < 0 ? BlockContinue.none() : BlockContinue.atIndex(content);
    }

    /** Where the text after the sign starts, or -1 when the line has no sign. */
    private static int contentIndex(ParserState state) {
        CharSequence line = state.getLine().getContent();
        int index = state.getNextNonSpaceIndex();
        if (state.getIndent() > 3 || index >= line.length() || line.charAt(index) != '^') {
            return -1;
        }
        boolean spaced = index + 1 < line.length() && line.charAt(index + 1) == ' ';
        return index + (spaced ? 2 : 1);
    }

    static final class Factory extends AbstractBlockParserFactory {
        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matchedBlockParser) {
            int content = contentIndex(state);
            return content < 0 ? BlockStart.none() : BlockStart.of(new InsetBlock()).atIndex(content);
        }
    }
}
