package io.postroom.content.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Where this project does otherwise on purpose: lines of {@code topic.op} or a case's id, then the reason. */
record Deviations(Map<String, String> reasons) {

    static Deviations load() throws IOException {
        try (InputStream resource = Objects.requireNonNull(Deviations.class.getResourceAsStream("deviations.txt"))) {
            Map<String, String> reasons = new LinkedHashMap<>();
            new String(resource.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> reasons.put(line.split("\\s+", 2)[0], line.split("\\s+", 2)[1]));
            return new Deviations(reasons);
        }
    }

    boolean allow(String topic, String op, String id) {
        return reasons.containsKey(id) || reasons.containsKey(topic + "." + op);
    }
}
