package io.postroom.content.letter;

import io.postroom.content.Checked;
import io.postroom.content.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A picture at the head of letters: a PNG file (ISO/IEC 15948) of at most {@value #MAX_BYTES} bytes and {@value #MAX_SIDE}
 * pixels a side. It is drawn as large as its place on the stationery allows, its proportions kept.
 *
 * <p>Problems by code: {@code logo-too-big}, {@code logo-not-a-png}, {@code logo-without-alternative}.
 */
public final class Logo {

    /** The biggest file: every letter carries it. */
    public static final int MAX_BYTES = 500_000;
    /** The most pixels a side, enough for 600 dots an inch over the width of a page. */
    public static final int MAX_SIDE = 5_000;

    private static final Problem TOO_BIG = Problem.of("logo-too-big",
            "The logo may have at most 500 kB and 5,000 pixels a side.",
            "Caiff y logo fod yn 500 kB a 5,000 picsel yr ochr ar y mwyaf.");
    private static final Problem NOT_A_PNG = Problem.of("logo-not-a-png", "The logo is not a PNG file.",
            "Nid yw’r logo yn ffeil PNG.");
    private static final Problem NO_ALTERNATIVE = Problem.of("logo-without-alternative",
            "Say in words what the logo shows, for people who cannot see it.",
            "Dywedwch mewn geiriau beth mae’r logo yn ei ddangos, i bobl na allant ei weld.");

    private final byte[] png;
    private final String alternative;
    private final int width;
    private final int height;

    private Logo(byte[] png, String alternative, int width, int height) {
        this.png = png;
        this.alternative = alternative;
        this.width = width;
        this.height = height;
    }

    /** A logo from its file, and the words that stand for it. */
    public static Checked<Logo> of(byte[] png, String alternative) {
        if (png.length > MAX_BYTES) {
            return Checked.invalid(TOO_BIG);
        }
        if (alternative.isBlank()) {
            return Checked.invalid(NO_ALTERNATIVE);
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            ImageReader reader = readers.hasNext() ? readers.next() : null;
            if (reader == null || !reader.getFormatName().equalsIgnoreCase("png")) {
                return Checked.invalid(NOT_A_PNG);
            }
            reader.setInput(in);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > MAX_SIDE || height > MAX_SIDE) {
                return Checked.invalid(TOO_BIG);
            }
            // Found here, damage does not stop every letter.
            reader.read(0);
            return Checked.valid(new Logo(png.clone(), alternative.strip(), width, height));
        } catch (IOException | RuntimeException e) {
            return Checked.invalid(NOT_A_PNG);
        }
    }

    /** The file. */
    public byte[] png() {
        return png.clone();
    }

    /** What it shows, in words. */
    public String alternative() {
        return alternative;
    }

    /** How many millimetres wide it is when it fills an area. */
    public double widthIn(Rectangle area) {
        return Math.min(area.width(), area.height() * width / height);
    }

    /** How many millimetres high it is when it fills an area. */
    public double heightIn(Rectangle area) {
        return Math.min(area.height(), area.width() * height / width);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Logo that && Arrays.equals(png, that.png) && alternative.equals(that.alternative);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(png);
    }
}
