package io.postroom.systemtests.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.testcontainers.DockerClientFactory;

/**
 * The images that {@code ./postroom images} left, in a Docker engine. Where there is no engine or no image, a test is skipped
 * and says so; with {@code -Dcontainers.required=true} it fails instead, so that CI never skips it in silence.
 */
final class BuiltImages {
    /** Registry and path of every image, and the tag: never pulled, since they are loaded here. */
    static final String PREFIX = "ghcr.io/postroom";
    static final String TAG = "0.1.0-SNAPSHOT";

    private static final Path FOLDER = Path.of("..", "images", "target", "images");
    static final List<String> NAMES = List.of("ingest-service", "sms-worker", "email-worker", "letter-worker",
            "staff-web", "tools");

    private BuiltImages() {}

    /** The whole name of an image. */
    static String reference(String name) {
        return PREFIX + "/" + name + ":" + TAG;
    }

    /** Loads all images into the engine; skips the test where that is not possible. */
    static DockerClient load() {
        boolean root = "root".equals(System.getProperty("user.name"));
        boolean engine = DockerClientFactory.instance().isDockerAvailable();
        List<Path> files = NAMES.stream().map(name -> FOLDER.resolve(name + ".tar")).toList();
        List<Path> missing = files.stream().filter(file -> !Files.isRegularFile(file)).toList();
        if (Boolean.getBoolean("containers.required")) {
            assertThat(root).as("run by root").isTrue();
            assertThat(engine).as("a Docker engine is reachable").isTrue();
            assertThat(missing).as("images that ./postroom images has not built").isEmpty();
        }
        assumeThat(engine).as("SKIPPED: no Docker engine is reachable. Install one (apt-get install docker.io), start "
                + "dockerd, and set DOCKER_HOST where its socket is not the usual one.").isTrue();
        assumeThat(root).as("SKIPPED: only root can give files the groups that a kubelet gives them").isTrue();
        assumeThat(missing).as("SKIPPED: images are missing; build them with ./postroom images").isEmpty();
        DockerClient docker = DockerClientFactory.instance().client();
        files.forEach(file -> load(docker, file));
        return docker;
    }

    private static void load(DockerClient docker, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            docker.loadImageCmd(in).exec();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
