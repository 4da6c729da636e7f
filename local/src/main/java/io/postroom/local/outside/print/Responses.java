package io.postroom.local.outside.print;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes what happened to letters, in the form of letter-worker's README: written in full, then renamed. */
final class Responses {
    private final Path folder;
    private final Path unfinished;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    /** In a folder that is shared, and written in one that is not: a listing fails when a file of it vanishes meanwhile. */
    Responses(Path folder, Path unfinished, Clock clock) {
        this.folder = folder;
        this.unfinished = unfinished;
        this.clock = clock;
    }

    void write(String id, String state) {
        write(id, state, "");
    }

    void write(String id, String state, String reason) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("version", 1);
        content.put("id", id);
        content.put("state", state);
        content.put("at", clock.instant().toString());
        if (!reason.isEmpty()) {
            content.put("reason", reason);
        }
        try {
            String name = id + "." + state + ".json";
            Path part = unfinished.resolve(name);
            Files.writeString(part, json.writeValueAsString(content));
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("A response cannot be written to " + folder + ".", e);
        }
    }
}
