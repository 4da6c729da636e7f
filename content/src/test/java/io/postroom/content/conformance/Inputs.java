package io.postroom.content.conformance;

import io.postroom.content.template.Personalisation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the parts of a conformance case. */
public final class Inputs {

    private Inputs() {}

    public static String text(JsonNode input, String name) {
        JsonNode node = input.get(name);
        return node == null || node.isNull() ? "" : node.asString();
    }

    public static boolean flag(JsonNode input, String name) {
        return input.has(name) && input.get(name).asBoolean();
    }

    public static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asString()));
        return texts;
    }

    /** Values by name; a null is no value. */
    public static Personalisation values(JsonNode object) {
        Personalisation.Builder builder = Personalisation.builder();
        if (object != null && object.isObject()) {
            for (String name : object.propertyNames()) {
                JsonNode value = object.get(name);
                if (value.isArray()) {
                    builder.list(name, texts(value));
                } else if (value.isObject()) {
                    builder.text(name, value.toString());
                } else if (!value.isNull()) {
                    builder.text(name, value.asString());
                }
            }
        }
        return builder.build();
    }
}
