package io.postroom.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Folders that a run writes into. */
public final class Folders {
    private Folders() {}

    /** Makes a folder without anything in it. */
    public static void empty(Path folder) {
        delete(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be made.", e);
        }
    }

    /** Deletes a folder and all that is in it, if it is there; a process that still writes into it keeps what it writes. */
    public static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // It is gone, which is what was wanted.
        } catch (IOException | UncheckedIOException e) {
            // Best effort: the next run begins with the same.
            folder.toFile().deleteOnExit();
        }
    }
}
