package io.postroom.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * RocksDB's jar brings its library for seven platforms, and would unpack one at every start. In an image it lies beside
 * the jar, for the one platform that the image is for.
 */
final class RocksDbJar {
    private RocksDbJar() {}

    /** Copies the jar without libraries, and the one that is needed beside it. */
    static void copy(Path from, Path to) {
        String wanted = libraryName(System.getProperty("os.arch"));
        try (ZipFile in = new ZipFile(from.toFile())) {
            Files.createDirectories(to.getParent());
            ZipEntry library = in.getEntry(wanted);
            if (library == null) {
                throw new ImagesException(from + " has no " + wanted + ".");
            }
            Path beside = to.resolveSibling(wanted);
            try (var bytes = in.getInputStream(library); var out = Files.newOutputStream(beside)) {
                bytes.transferTo(out);
            }
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
                for (ZipEntry entry : in.stream().filter(entry -> !isLibrary(entry.getName())).toList()) {
                    ZipEntry copy = new ZipEntry(entry.getName());
                    copy.setTime(entry.getTime());
                    out.putNextEntry(copy);
                    try (var bytes = in.getInputStream(entry)) {
                        bytes.transferTo(out);
                    }
                }
            }
            FileTrees.touch(beside);
            FileTrees.touch(to);
        } catch (IOException e) {
            throw new UncheckedIOException(from + " cannot be copied.", e);
        }
    }

    private static boolean isLibrary(String name) {
        return name.startsWith("librocksdbjni");
    }

    private static String libraryName(String architecture) {
        return switch (architecture) {
            case "amd64", "x86_64" -> "librocksdbjni-linux64.so";
            case "aarch64" -> "librocksdbjni-linux-aarch64.so";
            default -> throw new ImagesException("Images are built for amd64 and arm64, not for " + architecture + ".");
        };
    }
}
