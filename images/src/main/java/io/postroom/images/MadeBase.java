package io.postroom.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A base of what a JVM needs and no more: the C and C++ libraries of the Debian (or a relative of it) that this runs on,
 * {@code sleep} for the chart's hook before a stop, users, and how names are looked up. No shell, no package manager.
 */
final class MadeBase {
    /** A package of Debian's that gave files. */
    record Source(String name, String version, String architecture) {}

    private static final List<String> PACKAGES = List.of("libc6", "libgcc-s1", "libstdc++6", "coreutils");
    private static final Set<String> LIBRARIES = Set.of("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0",
            "librt.so.1", "libresolv.so.2", "libnss_dns.so.2", "libnss_files.so.2", "libgcc_s.so.1", "libstdc++.so.6");

    private MadeBase() {}

    /** Copies the files into a folder; answers whose they are. */
    static List<Source> copyInto(Path folder) {
        List<Source> sources = PACKAGES.stream().map(MadeBase::source).toList();
        for (String name : PACKAGES) {
            Command.output(List.of("dpkg-query", "--listfiles", name)).lines().map(Path::of)
                    .filter(MadeBase::isNeeded).forEach(file -> copy(file, folder));
        }
        FileTrees.write(folder.resolve("etc/passwd"), "root:x:0:0:root:/:/sbin/nologin\n"
                + "postroom:x:10001:10001:postroom:" + Folders.POSTROOM + ":/sbin/nologin\n");
        FileTrees.write(folder.resolve("etc/group"), "root:x:0:\npostroom:x:10001:\n");
        FileTrees.write(folder.resolve("etc/nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\n");
        copy(Path.of("/etc/os-release"), folder);
        return sources;
    }

    private static Source source(String name) {
        String said;
        try {
            said = Command
                    .output(List.of("dpkg-query", "--show", "--showformat", "${Version} ${Architecture}\n", name));
        } catch (ImagesException e) {
            throw new ImagesException(
                    "A base is made of the files of a Debian or Ubuntu, and this machine has none with "
                            + name + ". Name a base with --base, such as --base debian:trixie-slim.",
                    e);
        }
        String[] words = said.lines().findFirst().orElseThrow().split(" ");
        return new Source(name, words[0], words[1]);
    }

    private static boolean isNeeded(Path file) {
        String name = String.valueOf(file.getFileName());
        return LIBRARIES.contains(name) && !file.toString().contains("/gconv/") || name.startsWith("ld-linux")
                || file.endsWith("bin/sleep") || name.equals("copyright");
    }

    /** A link is copied as what it leads to. */
    private static void copy(Path file, Path folder) {
        try {
            FileTrees.copy(file.toRealPath(), folder.resolve(Path.of("/").relativize(file).toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read.", e);
        }
    }
}
