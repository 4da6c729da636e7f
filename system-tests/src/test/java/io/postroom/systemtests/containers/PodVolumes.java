package io.postroom.systemtests.containers;

import com.fasterxml.jackson.databind.JsonNode;
import io.postroom.helm.support.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * The volumes of one pod as folders of this machine, with the owners and permissions that a kubelet gives them: what is
 * projected belongs to the pod's group and may be read by it alone, an empty directory may be written by all.
 */
final class PodVolumes {
    /** In place of a group: files stay with whoever makes them. */
    static final int NOBODY_ELSE = -1;

    private final Path folder;
    private final Manifests release;
    private final Map<String, Map<String, byte[]>> secrets;
    private final int group;

    /** @param group the pod's fsGroup, which only root can give; or {@link #NOBODY_ELSE} */
    PodVolumes(Path folder, Manifests release, Map<String, Map<String, byte[]>> secrets, int group) {
        this.folder = folder;
        this.release = release;
        this.secrets = secrets;
        this.group = group;
    }

    /** Makes what is not there yet; answers the folder. */
    Path of(JsonNode volume) {
        Path path = folder.resolve(volume.path("name").asText());
        if (Files.exists(path)) {
            return path;
        }
        if (volume.has("configMap")) {
            JsonNode map = volume.path("configMap");
            JsonNode data = release.one(new Manifests.Kind("ConfigMap"), map.path("name").asText()).path("data");
            if (map.has("items")) {
                map.path("items").forEach(item -> write(path, item.path("path").asText(),
                        bytes(data.path(item.path("key").asText())), "rw-r--r--"));
            } else {
                data.properties().forEach(one -> write(path, one.getKey(), bytes(one.getValue()), "rw-r--r--"));
            }
        } else if (volume.has("projected")) {
            volume.path("projected").path("sources").forEach(source -> secret(path,
                    source.path("secret").path("name").asText(), source.path("secret"), "r--r-----"));
        } else if (volume.has("secret")) {
            secret(path, volume.path("secret").path("secretName").asText(), volume.path("secret"), "rw-r--r--");
        } else {
            empty(path);
        }
        return path;
    }

    /** One that is claimed: empty at first, and kept. */
    Path claimed(String name) {
        Path path = folder.resolve(name);
        if (!Files.exists(path)) {
            empty(path);
        }
        return path;
    }

    private void secret(Path path, String name, JsonNode from, String permissions) {
        from.path("items").forEach(item -> {
            byte[] value = secrets.getOrDefault(name, Map.of()).get(item.path("key").asText());
            if (value == null) {
                throw new AssertionError("The chart asks for key " + item.path("key").asText() + " of Secret " + name
                        + ", which nobody made.");
            }
            write(path, item.path("path").asText(), value, permissions);
        });
    }

    private static byte[] bytes(JsonNode text) {
        return text.asText().getBytes(StandardCharsets.UTF_8);
    }

    private void empty(Path path) {
        try {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path in, String name, byte[] bytes, String permissions) {
        try {
            Path file = in.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            if (group != NOBODY_ELSE) {
                Files.setAttribute(file, "unix:gid", group);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException("A volume needs group " + group + ", which only root may give.", e);
        }
    }
}
