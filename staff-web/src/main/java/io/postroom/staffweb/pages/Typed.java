package io.postroom.staffweb.pages;

import java.util.Map;

/**
 * What somebody typed into a form that a page answered, when they now ask for that page in the other language; nothing when they
 * come another way. Personal data.
 *
 * @param fields by name; empty where nothing was typed
 */
public record Typed(Map<String, String> fields) {
    public Typed {
        fields = Map.copyOf(fields);
    }

    /** Whether nothing was typed. */
    public boolean isNothing() {
        return fields.isEmpty();
    }

    /** What stands in a field. */
    public String of(String field) {
        return fields.getOrDefault(field, "");
    }

    @Override
    public String toString() {
        return "Typed[•••]";
    }
}
