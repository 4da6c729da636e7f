package io.postroom.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To and from a real registry, over TLS with a certificate of an own authority, and with a password. */
@Tag("full")
class RegistryTest {
    @TempDir
    Path folder;

    private RegistryServer registry;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        assumeThat(RegistryServer.PROGRAM).as("SKIPPED: no registry; apt-get install docker-registry").exists();
        registry = RegistryServer.start(Files.createDirectory(folder.resolve("registry")));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void an_image_that_was_pushed_is_the_base_of_another_and_the_same_out_of_a_tar_file() throws IOException {
        // Given
        Path base = tree("first", true);
        Path second = tree("second", false);
        Path third = tree("third", false);
        String prefix = registry.address() + "/base";

        // When
        write(registry.signedIn(), base, "--push", "--prefix", prefix, "--tag", "7");
        write(registry.signedIn(), second, "--push", "--prefix", registry.address() + "/postroom", "--base",
                prefix + "/sms-worker:7");
        write(registry.signedIn(), third, "--base", "tar:" + base.resolve("out/sms-worker.tar"));

        // Then
        List<ImageTar.Layer> foundation = layers(base);
        assertThat(layers(second)).hasSizeGreaterThan(foundation.size())
                .startsWith(foundation.toArray(ImageTar.Layer[]::new));
        assertThat(layers(third)).isEqualTo(layers(second));
        assertThat(pushed("base/sms-worker", "7")).isTrue();
        assertThat(pushed("postroom/sms-worker", "1")).isTrue();
    }

    @Test
    void without_the_password_nothing_is_pushed_and_a_sentence_says_so() throws IOException {
        // Given
        Path tree = tree("tree", true);
        Path stranger = Files.createDirectory(folder.resolve("stranger"));

        // When, Then
        assertThatThrownBy(() -> write(stranger, tree, "--push", "--prefix", registry.address() + "/postroom"))
                .isInstanceOf(ImagesException.class).hasMessageContaining("sms-worker cannot be written")
                .hasMessageContaining(registry.address());
        assertThat(pushed("postroom/sms-worker", "1")).isFalse();
    }

    private boolean pushed(String name, String tag) {
        return Files.exists(folder.resolve("registry/data/docker/registry/v2/repositories").resolve(name)
                .resolve("_manifests/tags").resolve(tag).resolve("current/link"));
    }

    private Path tree(String name, boolean withBase) {
        Path tree = folder.resolve(name);
        if (withBase) {
            FileTrees.write(tree.resolve("base/etc/passwd"), "postroom");
        }
        FileTrees.write(tree.resolve("java/bin/java"), withBase ? "java of the base" : "java of both");
        FileTrees.write(tree.resolve("sms-worker/lib/own.jar"), "own of anybody");
        FileTrees.write(tree.resolve("sms-worker/app/worker.jar"), "release of anybody");
        return tree;
    }

    private static List<ImageTar.Layer> layers(Path tree) {
        return ImageTar.layers(tree.resolve("out/sms-worker.tar"));
    }

    private void write(Path home, Path tree, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Duser.home=" + home,
                "-Djavax.net.ssl.trustStore=" + registry.trustStore(), "-Djavax.net.ssl.trustStorePassword="
                        + RegistryServer.TRUST_PASSWORD,
                "-cp", System.getProperty("java.class.path"), WriteOneImage.class.getName(), tree.toString()));
        command.addAll(List.of(options));
        Command.output(command);
    }
}
