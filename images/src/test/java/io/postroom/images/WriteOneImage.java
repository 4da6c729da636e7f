package io.postroom.images;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the image of the SMS worker from a folder: a process of its own, since trust stores and home folders are a JVM's. */
final class WriteOneImage {
    private WriteOneImage() {}

    /** The folder, then options of {@code ./postroom images}; prints the image's id. */
    public static void main(String[] arguments) {
        Path tree = Path.of(arguments[0]);
        Options options = Options.of(Arrays.asList(arguments).subList(1, arguments.length), "1");
        Staging staging = new Staging(Image.SMS, tree.resolve("sms-worker"), List.of("app/worker.jar"), List.of());
        List<FileEntriesLayer> layers = Layers.of(tree.resolve("base"), tree.resolve("java"), staging, Set.of());
        System.out.println(new ImageWriter(options, tree.resolve("out"), tree.resolve("layers"))
                .write(Image.SMS, layers, Map.of("a", "b")));
    }
}
