package io.postroom.content.letter;

import io.postroom.content.Checked;
import io.postroom.content.Problem;
import java.util.Locale;

/**
 * A colour of text on white paper, in the sRGB of IEC 61966-2-1: dark enough that it can be read, which is a contrast
 * of at least 4.5 to 1 (WCAG 2.2, 1.4.3).
 *
 * <p>Problems by code: {@code not-a-colour} (anything but {@code #} and six hexadecimal digits),
 * {@code colour-too-light}.
 *
 * @param rgb red, green and blue, eight bits each
 */
public record Colour(int rgb) {

    /** Black. */
    public static final Colour BLACK = new Colour(0);

    private static final double MIN_CONTRAST = 4.5;
    private static final Problem NOT_A_COLOUR = Problem.of("not-a-colour",
            "A colour is written as # and six digits or letters from a to f, for example #00703c.",
            "Ysgrifennir lliw fel # a chwe digid neu lythyren o a i f, er enghraifft #00703c.");
    private static final Problem TOO_LIGHT = Problem.of("colour-too-light",
            "The colour is too light to be read on white paper.",
            "Mae’r lliw’n rhy olau i’w ddarllen ar bapur gwyn.");

    /** A colour from the form {@code #rrggbb}. */
    public static Checked<Colour> parse(String text) {
        if (!text.matches("#[0-9a-fA-F]{6}")) {
            return Checked.invalid(NOT_A_COLOUR);
        }
        Colour colour = new Colour(Integer.parseInt(text.substring(1), 16));
        return colour.contrastOnWhite() < MIN_CONTRAST ? Checked.invalid(TOO_LIGHT) : Checked.valid(colour);
    }

    /** The form {@code #rrggbb}. */
    public String css() {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }

    private double contrastOnWhite() {
        double luminance = 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
        return 1.05 / (luminance + 0.05);
    }

    private static double linear(int component) {
        double value = (component & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
