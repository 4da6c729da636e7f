package io.postroom.ingestservice.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the parts of the model have in common: the clock, what was made, and what they tell. */
final class World {
    Instant now;
    final Map<UUID, Message> messages = new HashMap<>();
    private List<String> told = new ArrayList<>();

    World(Instant now) {
        this.now = now;
    }

    void tell(String line) {
        told.add(line);
    }

    List<String> told() {
        List<String> lines = told;
        told = new ArrayList<>();
        return lines.stream().sorted().toList();
    }
}
