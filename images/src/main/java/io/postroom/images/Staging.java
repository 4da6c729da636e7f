package io.postroom.images;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one image has of Postroom, in a folder with the same paths below it: jars, native library, arguments of the JVM.
 *
 * @param image the image
 * @param folder where it lies
 * @param classPath the jars, as they are called below the folder, in the order of the class path
 * @param sources where each of them came from, in the same order
 */
record Staging(Image image, Path folder, List<String> classPath, List<Path> sources) {
    private static final String ROCKSDB = "rocksdbjni-";

    /** Copies everything from the build into the folder. Where there will be no cache, the arguments name none: the JVM would miss it. */
    static Staging of(Image image, Folders folders, boolean cache) {
        Path folder = folders.of(image);
        List<String> classPath = new ArrayList<>();
        List<Path> sources = new ArrayList<>();
        for (Path jar : jars(folders.home(), image.module())) {
            String name = String.valueOf(jar.getFileName());
            if (image.leftOut().stream().anyMatch(name::startsWith)) {
                continue;
            }
            String path = (isOwn(jar, folders.home()) ? Folders.APPLICATION : Folders.LIBRARIES) + "/" + name;
            Path target = folder.resolve(path);
            if (name.startsWith(ROCKSDB)) {
                RocksDbJar.copy(jar, target);
            } else {
                FileTrees.copy(jar, target);
            }
            classPath.add(path);
            sources.add(jar);
        }
        Staging staging = new Staging(image, folder, List.copyOf(classPath), List.copyOf(sources));
        FileTrees.write(folder.resolve(Folders.APPLICATION).resolve("java.args"), staging.arguments(cache));
        return staging;
    }

    /** The command line of the JVM, for a copy that lies elsewhere than in an image. */
    List<String> commandLine(Path java, List<String> options) {
        return Stream.of(Stream.of(java.resolve("bin").resolve("java").toString()), options.stream(),
                options(folder.toAbsolutePath().toString()).stream(), Stream.of(image.mainClass()))
                .flatMap(all -> all).toList();
    }

    /** Files in the folder for jars of others. */
    List<Path> libraries() {
        return FileTrees.files(folder.resolve(Folders.LIBRARIES));
    }

    /** In the form that the launcher of Java reads from a file. */
    private String arguments(boolean cache) {
        Stream<String> first = cache
                ? Stream.of("-XX:AOTCache=" + Folders.POSTROOM + "/" + Folders.CACHE)
                : Stream.of();
        return Stream.concat(Stream.concat(first, options(Folders.POSTROOM).stream()), Stream.of(image.mainClass()))
                .map(argument -> "\"" + argument + "\"\n").reduce("", String::concat);
    }

    private List<String> options(String root) {
        List<String> options = new ArrayList<>(image.jvmOptions());
        options.add("-Djava.library.path=" + root + "/" + Folders.LIBRARIES);
        options.add("-cp");
        options.add(String.join(File.pathSeparator, classPath.stream().map(path -> root + "/" + path).toList()));
        return options;
    }

    private static List<Path> jars(Path home, String module) {
        Path target = home.resolve(module).resolve("target");
        try (Stream<Path> own = Files.list(target)) {
            List<Path> jars = new ArrayList<>();
            jars.add(own.filter(file -> String.valueOf(file.getFileName())
                    .matches(module + "-[0-9].*(?<!-tests)\\.jar")).findFirst()
                    .orElseThrow(() -> new ImagesException("There is no jar in " + target + ".")));
            for (String entry : Files.readString(target.resolve("classpath")).strip().split(File.pathSeparator)) {
                jars.add(Path.of(entry));
            }
            return jars;
        } catch (IOException e) {
            throw new UncheckedIOException("What " + module + " consists of cannot be read.", e);
        }
    }

    /** Built here, or installed from here. */
    static boolean isOwn(Path jar, Path home) {
        return jar.startsWith(home) || jar.toString().contains("/io/postroom/");
    }
}
