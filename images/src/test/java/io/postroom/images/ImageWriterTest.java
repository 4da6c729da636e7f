package io.postroom.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageWriterTest {
    @TempDir
    Path folder;

    @Test
    void the_same_files_make_the_same_layers_whenever_and_wherever_they_lie() throws IOException {
        // Given
        Path one = tree("one", "1", Instant.parse("2026-01-01T00:00:00Z"));
        Path two = tree("two", "1", Instant.parse("2027-01-01T00:00:00Z"));

        // When
        List<ImageTar.Layer> first = write(one);
        List<ImageTar.Layer> second = write(two);

        // Then
        assertThat(first).hasSize(6).isEqualTo(second);
        assertThat(one.resolve("out/sms-worker.tar")).hasSameBinaryContentAs(two.resolve("out/sms-worker.tar"));
    }

    @Test
    void a_release_moves_the_application_and_no_library() throws IOException {
        // Given
        Path old = tree("old", "1", FileTrees.TIME);
        Path upgrade = tree("upgrade", "2", FileTrees.TIME);

        // When
        List<ImageTar.Layer> before = write(old);
        List<ImageTar.Layer> after = write(upgrade);

        // Then
        assertThat(after.subList(0, 5)).isEqualTo(before.subList(0, 5));
        assertThat(after.get(5)).isNotEqualTo(before.get(5));
    }

    private Path tree(String name, String release, Instant time) throws IOException {
        Path tree = folder.resolve(name);
        FileTrees.write(tree.resolve("base/etc/passwd"), "postroom");
        FileTrees.write(tree.resolve("java/bin/java"), "java");
        FileTrees.write(tree.resolve("sms-worker/lib/common.jar"), "common");
        FileTrees.write(tree.resolve("sms-worker/lib/own.jar"), "own");
        FileTrees.write(tree.resolve("sms-worker/app/worker.jar"), "release " + release);
        for (Path file : FileTrees.files(tree)) {
            Files.setLastModifiedTime(file, FileTime.from(time));
        }
        return tree;
    }

    private static List<ImageTar.Layer> write(Path tree) {
        Staging staging = new Staging(Image.SMS, tree.resolve("sms-worker"), List.of("app/worker.jar"), List.of());
        List<FileEntriesLayer> layers = Layers.of(tree.resolve("base"), tree.resolve("java"), staging,
                Set.of("common.jar"));
        new ImageWriter(Options.of(List.of(), "1"), tree.resolve("out"), tree.resolve("layers")).write(Image.SMS,
                layers,
                Map.of("a", "b"));
        return ImageTar.layers(tree.resolve("out/sms-worker.tar"));
    }
}
