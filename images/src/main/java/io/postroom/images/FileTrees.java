package io.postroom.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files that look the same whenever they were made. */
final class FileTrees {
    /** The time of every file in an image. A cache is only used with jars of the time that it was made with. */
    static final Instant TIME = Instant.ofEpochSecond(1);

    private FileTrees() {}

    /** Copies one file, and gives the copy its time. */
    static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            touch(to);
        } catch (IOException e) {
            throw new UncheckedIOException(from + " cannot be copied to " + to + ".", e);
        }
    }

    /** Writes a text, and gives the file its time. */
    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            touch(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written.", e);
        }
    }

    static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(TIME));
    }

    /** Every file in a folder, in an order that is always the same. */
    static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read.", e);
        }
    }

    /** Throws a folder away, if it is there. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be emptied.", e);
        }
    }
}
