package io.postroom.rules.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes JSON as RFC 7386 says: objects are merged, null removes, anything else replaces. */
final class MergePatch {

    private MergePatch() {}

    static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged = target.isObject() ? target.deepCopy() : JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(property -> {
            if (property.getValue().isNull()) {
                merged.remove(property.getKey());
            } else {
                merged.set(property.getKey(), apply(merged.path(property.getKey()), property.getValue()));
            }
        });
        return merged;
    }
}
