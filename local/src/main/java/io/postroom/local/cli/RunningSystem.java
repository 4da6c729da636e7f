package io.postroom.local.cli;

import io.postroom.schemas.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the system that runs can be reached, for other commands: a file in the data folder.
 *
 * @param pid the process that runs it
 * @param prefix of its topics
 */
record RunningSystem(long pid, String bootstrapServers, String registryUrl, String inbox, String prefix) {
    private static final String FILE = "running.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    Names.Topics topics() {
        return new Names.Topics(prefix);
    }

    void write(Path dataFolder) {
        try {
            Path part = dataFolder.resolve(FILE + ".part");
            Files.writeString(part, JSON.writeValueAsString(this));
            Files.move(part, dataFolder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + dataFolder + " cannot be written.", e);
        }
    }

    static void forget(Path dataFolder) {
        try {
            Files.deleteIfExists(dataFolder.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + dataFolder + " cannot be written.", e);
        }
    }

    /** Whether a system runs with this data folder. */
    static boolean runs(Path dataFolder) {
        Path file = dataFolder.resolve(FILE);
        return Files.exists(file) && read(file).isAlive();
    }

    /** The system of a data folder. */
    static RunningSystem find(Path dataFolder) {
        Path file = dataFolder.resolve(FILE);
        if (!Files.exists(file) || !read(file).isAlive()) {
            throw new IllegalStateException("Nothing runs with the data folder " + dataFolder
                    + ". Start it with './postroom up' in another terminal.");
        }
        return read(file);
    }

    private boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static RunningSystem read(Path file) {
        try {
            return JSON.readValue(Files.readAllBytes(file), RunningSystem.class);
        } catch (IOException | JacksonException e) {
            throw new IllegalStateException("The file " + file + " cannot be read; delete it and start again.", e);
        }
    }
}
