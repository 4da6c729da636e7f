package io.postroom.images;

import io.postroom.images.Build.NamedLayer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code ./postroom images} runs. */
public final class Main {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final double MEBIBYTE = 1024 * 1024;

    private Main() {}

    /** The options. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), new Console(System.out)));
    }

    private static int run(List<String> arguments, Console console) {
        String version = System.getProperty("postroom.version", "0.1.0-SNAPSHOT");
        Path home = Path.of(System.getProperty("postroom.home", "")).toAbsolutePath();
        Path target = home.resolve("images").resolve("target");
        Folders folders = new Folders(home, target.resolve("work"), target.resolve("images"));
        try {
            Options options = Options.of(arguments, version);
            Map<Image, List<NamedLayer>> built = new Build(folders, options, version, console).run();
            show(built, options, folders, console);
            return options.again() ? again(built, folders, options, version, console) : OK;
        } catch (IllegalArgumentException e) {
            console.say(e.getMessage() + "\n\n" + Options.USAGE);
            return MISUSED;
        } catch (ImagesException | UncheckedIOException | IllegalStateException e) {
            console.say(String.valueOf(e.getMessage()));
            return FAILED;
        }
    }

    private static void show(Map<Image, List<NamedLayer>> built, Options options, Folders folders, Console console) {
        built.forEach((image, layers) -> {
            console.say("\n%s, %s MiB packed, in %s".formatted(options.reference(image),
                    mebibytes(layers.stream().mapToLong(layer -> layer.layer().bytes()).sum()),
                    Options.tar(folders.output(), image)));
            layers.forEach(layer -> console.say("  %-17s %6s MiB  sha256:%s".formatted(layer.name(),
                    mebibytes(layer.layer().bytes()), layer.layer().digest())));
        });
    }

    /** The same sources make the same layers; only what a run was remembered by is never twice the same. */
    private static int again(Map<Image, List<NamedLayer>> first, Folders folders, Options options, String version,
            Console console) {
        console.say("\nOnce more, from nothing");
        Folders elsewhere = new Folders(folders.home(), folders.work().resolveSibling("again"),
                folders.output().resolveSibling("again-images"));
        Map<Image, List<NamedLayer>> second = new Build(elsewhere, options, version, console).run();
        int different = 0;
        for (Map.Entry<Image, List<NamedLayer>> one : first.entrySet()) {
            List<NamedLayer> other = second.getOrDefault(one.getKey(), List.of());
            for (NamedLayer layer : one.getValue()) {
                boolean same = other.contains(layer);
                if (!same && !layer.name().equals("cache")) {
                    different++;
                }
                console.say("  %-15s %-17s %s".formatted(one.getKey().imageName(), layer.name(),
                        same ? "the same" : layer.name().equals("cache") ? "another, as expected" : "DIFFERENT"));
            }
        }
        return different == 0 ? OK : FAILED;
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MEBIBYTE);
    }
}
