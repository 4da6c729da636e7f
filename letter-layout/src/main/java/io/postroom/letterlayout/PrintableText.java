package io.postroom.letterlayout;

import java.text.Normalizer;

/**
 * Makes texts ready for the fonts of one layout: composed letters, so that a decomposed ŵ finds its glyph, and without
 * characters that only steer other programs. Counts what no font can print.
 */
final class PrintableText {

    private static final int HYPHEN = 0x2010;
    private static final int NON_BREAKING_HYPHEN = 0x2011;

    private final Fonts fonts;
    private int unprintable;
    private long fingerprint;

    PrintableText(Fonts fonts) {
        this.fonts = fonts;
    }

    String of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder printable = new StringBuilder(composed.length());
        composed.codePoints().forEach(c -> {
            if (Character.isWhitespace(c)) {
                printable.append(' ');
            } else if (c == HYPHEN || c == NON_BREAKING_HYPHEN) {
                // Lines break at spaces only, so that the plain one says the same.
                printable.append('-');
            } else if (!Fonts.isIgnored(c)) {
                printable.appendCodePoint(c);
            }
        });
        fingerprint = 31 * fingerprint + printable.toString().hashCode();
        unprintable += fonts.missing(printable.toString());
        return printable.toString();
    }

    /** A number that depends on every text so far and on nothing else. */
    long fingerprint() {
        return fingerprint;
    }

    int unprintable() {
        return unprintable;
    }
}
