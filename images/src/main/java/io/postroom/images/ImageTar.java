package io.postroom.images;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The layers in an image's tar file. */
final class ImageTar {
    /**
     * A layer as it moves.
     *
     * @param digest of its packed bytes, by which registries and nodes know it
     * @param bytes packed
     */
    record Layer(String digest, long bytes) {}

    private static final String END = ".tar.gz";
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 11;

    private ImageTar() {}

    /** The first is the lowest. */
    static List<Layer> layers(Path tar) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(tar))) {
            List<Layer> layers = new ArrayList<>();
            for (byte[] header = in.readNBytes(BLOCK); header.length == BLOCK && header[0] != 0; header = in
                    .readNBytes(BLOCK)) {
                String name = text(header, 0, NAME_LENGTH);
                long size = Long.parseLong(text(header, SIZE_AT, SIZE_LENGTH).strip(), 8);
                if (name.endsWith(END)) {
                    layers.add(new Layer(name.substring(0, name.length() - END.length()), size));
                }
                in.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
            }
            return layers;
        } catch (IOException e) {
            throw new UncheckedIOException(tar + " cannot be read.", e);
        }
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.US_ASCII);
    }
}
