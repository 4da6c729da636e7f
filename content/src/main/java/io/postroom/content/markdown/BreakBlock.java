package io.postroom.content.markdown;

import org.commonmark.node.Block;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/** A line of nothing but three or more hyphens or asterisks. A line of underscores is a place to sign, not a break. */
final class BreakBlock extends AbstractBlockParser {

    private final ThematicBreak block = new ThematicBreak();

    @Override
    public Block getBlock() {
        return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        return BlockContinue.none();
    }

    static final class Factory extends AbstractBlockParserFactory {
        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matchedBlockParser) {
            CharSequence line = state.getLine().getContent();
            return state.getIndent() <= 3 && isBreak(line, state.getNextNonSpaceIndex())
                    ? BlockStart.of(new BreakBlock()).atIndex(line.length())
                    : BlockStart.none();
        }

        private static boolean isBreak(CharSequence line, int start) {
            int end = line.length();
            while (end > start && Character.isWhitespace(line.charAt(end - 1))) {
                end--;
            }
            if (end - start < 3) {
                return false;
            }
            char sign = line.charAt(start);
            for (int i = start; i < end; i++) {
                if (line.charAt(i) != sign) {
                    return false;
                }
            }
            return sign == '-' || sign == '*';
        }
    }
}
