package io.postroom.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** The run time in every image: the JDK that this runs on, linked with the modules that the services need. */
final class JavaRuntime {
    /** What libraries reach by reflection is here too, so that a list is safer than what a tool finds in their bytes. */
    private static final List<String> MODULES = List.of("java.base", "java.desktop", "java.instrument", "java.logging",
            "java.management", "java.naming", "java.net.http", "java.rmi", "java.scripting", "java.security.jgss",
            "java.security.sasl", "java.sql", "java.transaction.xa", "java.xml", "jdk.crypto.cryptoki",
            "jdk.httpserver", "jdk.jcmd", "jdk.jfr", "jdk.localedata", "jdk.management", "jdk.naming.dns", "jdk.net",
            "jdk.security.auth", "jdk.unsupported", "jdk.zipfs");
    /** Windows and sound: nothing has them in a container, and they would ask the base for libraries. */
    private static final List<String> NOT_NEEDED = List.of("libawt_xawt.so", "libsplashscreen.so", "libjsound.so",
            "libjawt.so");

    /**
     * Told to every JVM of this run time, before whatever else it is told: a Job or a person that sets
     * {@code JDK_JAVA_OPTIONS} for something else, such as a trust store, loses nothing, and who sets one of these wins.
     */
    private static final String OPTIONS = "-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError";

    private final Path jdk;

    JavaRuntime(Path jdk) {
        this.jdk = jdk;
    }

    /** Links it into a folder that is not there yet. */
    void linkInto(Path folder) {
        Path jlink = jdk.resolve("bin").resolve("jlink");
        if (!Files.isExecutable(jlink)) {
            throw new ImagesException(jdk + " is no JDK with jlink; point JAVA_HOME at a JDK 25.");
        }
        Command.output(List.of(jlink.toString(), "--add-modules", String.join(",", MODULES), "--include-locales=en,cy",
                "--strip-debug", "--no-header-files", "--no-man-pages", "--add-options=" + OPTIONS, "--output",
                folder.toString()));
        try {
            for (String name : NOT_NEEDED) {
                Files.deleteIfExists(folder.resolve("lib").resolve(name));
            }
            for (Path file : FileTrees.files(folder)) {
                FileTrees.touch(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a linked run time says of itself. */
    static Properties release(Path linked) {
        Properties release = new Properties();
        try (var in = Files.newBufferedReader(linked.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Values stand between quotation marks.
        release.replaceAll((key, value) -> value.toString().replace("\"", ""));
        return release;
    }
}
