package io.postroom.letterlayout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** Parsed fonts. Parsing takes longer than laying out a page; a parsed font reads its tables lazily, for one thread. */
record Fonts(TrueTypeFont regular, TrueTypeFont bold) {

    static final String FAMILY = "Liberation Sans";

    static Fonts load() {
        return new Fonts(parse("/liberation/LiberationSans-Regular.ttf"), parse("/liberation/LiberationSans-Bold.ttf"));
    }

    /** How many code points of a text cannot be printed: without a glyph, or of a script that is written from the right. */
    int missing(String text) {
        try {
            CmapLookup glyphs = regular.getUnicodeCmapLookup();
            return (int) text.codePoints().filter(c -> isFromTheRight(c) || glyphs.getGlyphId(c) == 0).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFromTheRight(int codePoint) {
        byte direction = Character.getDirectionality(codePoint);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    /** Formatting characters that are dropped before printing. */
    static boolean isIgnored(int codePoint) {
        return Character.getType(codePoint) == Character.FORMAT || Character.getType(codePoint) == Character.CONTROL;
    }

    private static TrueTypeFont parse(String resource) {
        try (InputStream in = Fonts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The font " + resource + " is not on the class path; it comes with openpdf-fonts-extra");
            }
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
            // Looking for glyphs to replace takes half of a layout, to find none but ligatures.
            font.setEnableGsub(false);
            return font;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
