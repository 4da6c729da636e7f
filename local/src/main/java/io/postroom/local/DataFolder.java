package io.postroom.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The one folder that everything is written to. */
final class DataFolder {
    /** Only folders that carry this file are ever emptied. */
    private static final String MARK = "postroom-data";
    /** Open already when the folder is emptied. */
    private static final String LOG = "postroom.log";

    private DataFolder() {}

    static void prepare(Path folder, boolean keep) {
        try {
            Path mark = folder.resolve(MARK);
            if (!keep && Files.exists(mark)) {
                empty(folder);
            }
            Files.createDirectories(folder);
            if (!Files.exists(mark) && !isEmpty(folder)) {
                throw new IllegalArgumentException("The folder " + folder
                        + " has files in it that are not Postroom's. Name an empty or a new folder for the data.");
            }
            Files.writeString(mark, "This folder belongs to ./postroom up and may be thrown away by it.\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + folder + " cannot be written.", e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.allMatch(DataFolder::isLog);
        }
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> everything = Files.walk(folder)) {
            for (Path path : everything.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder) && !isLog(path)) {
                    Files.delete(path);
                }
            }
        }
    }

    private static boolean isLog(Path path) {
        return path.endsWith(LOG);
    }
}
