package io.postroom.rules.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Undoes the structured mode of CloudEvents, so that mappings see the same whichever mode a system publishes in. */
final class StructuredCloudEvent {
    private static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED = "application/cloudevents";
    private static final String BATCH = "application/cloudevents-batch";

    private StructuredCloudEvent() {}

    /** Whether headers say that the record's value is a whole CloudEvent in JSON. */
    static boolean isOne(Map<String, String> headers) {
        String type = headers.getOrDefault(CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
        return type.startsWith(STRUCTURED) && !type.startsWith(BATCH);
    }

    /**
     * The headers that the event would have in binary mode: its attributes as {@code ce_…}, and those that the record
     * has.
     */
    static Map<String, String> binaryHeaders(Map<String, String> headers, JsonNode event) {
        Map<String, String> all = new HashMap<>(headers);
        event.properties().forEach(attribute -> {
            boolean payload = attribute.getKey().equals("data") || attribute.getKey().equals("data_base64");
            if (!payload && attribute.getValue().isValueNode() && !attribute.getValue().isNull()) {
                all.put("ce_" + attribute.getKey(), attribute.getValue().asText());
            }
        });
        return all;
    }

    /** The value that the record would have in binary mode. */
    static JsonNode binaryValue(JsonNode event) {
        return event.path("data");
    }
}
