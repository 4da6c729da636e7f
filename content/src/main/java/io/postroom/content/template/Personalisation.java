package io.postroom.content.template;

import io.postroom.content.text.CharacterClasses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values for the placeholders of one message: a text or a list of texts for each name. Names match however they are
 * spelt ({@link NameKey}); of two spellings of one name the later one wins. Any text is a value, an empty one too;
 * which are missing or unused, {@link Template} tells. Prints as {@code •••}.
 */
public final class Personalisation {

    /** No values at all. */
    public static final Personalisation NONE = new Builder().build();

    private final Map<String, Entry> byKey;

    private Personalisation(Map<String, Entry> byKey) {
        this.byKey = byKey;
    }

    /** A value as it was given, with the name as it was spelt. */
    private record Entry(String name, PersonalValue value) {
        @Override
        public String toString() {
            return "•••";
        }
    }

    /** Values that are all plain texts. */
    public static Personalisation of(Map<String, String> values) {
        Builder builder = new Builder();
        values.forEach(builder::text);
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The names that have a value, as they were spelt. */
    public List<String> names() {
        return byKey.values().stream().map(Entry::name).toList();
    }

    /** Whether there is a value of this name. An empty text is a value. */
    public boolean has(String name) {
        return byKey.containsKey(NameKey.of(name));
    }

    /** What was given as one text, by name as it was spelt: for whoever hands the values on. Personal data. */
    public Map<String, String> revealTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        byKey.values().forEach(entry -> {
            if (entry.value() instanceof PersonalValue.Single(String text)) {
                texts.put(entry.name(), text);
            }
        });
        return texts;
    }

    /** What was given as a list, by name as it was spelt: for whoever hands the values on. Personal data. */
    public Map<String, List<String>> revealLists() {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        byKey.values().forEach(entry -> {
            if (entry.value() instanceof PersonalValue.Many(List<String> items)) {
                lists.put(entry.name(), items);
            }
        });
        return lists;
    }

    /** Whether there are no values. */
    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    @Nullable
    PersonalValue find(String key) {
        Entry entry = byKey.get(key);
        return entry == null ? null : entry.value();
    }

    Set<String> keys() {
        return byKey.keySet();
    }

    String nameOf(String key) {
        Entry entry = byKey.get(key);
        return entry == null ? key : entry.name();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Personalisation that && byKey.equals(that.byKey);
    }

    @Override
    public int hashCode() {
        return byKey.hashCode();
    }

    @Override
    public String toString() {
        return "Personalisation[•••]";
    }

    /** Collects values. */
    public static final class Builder {
        private final Map<String, Entry> entries = new LinkedHashMap<>();

        private Builder() {}

        /** Adds a text. */
        public Builder text(String name, String value) {
            return put(name, new PersonalValue.Single(value));
        }

        /** Adds a list of texts; empty ones are left out. */
        public Builder list(String name, List<String> items) {
            List<String> kept = new ArrayList<>();
            for (String item : items) {
                String clean = CharacterClasses.clean(item);
                if (!clean.isEmpty()) {
                    kept.add(CharacterClasses.trim(item));
                }
            }
            return put(name, new PersonalValue.Many(kept));
        }

        public Personalisation build() {
            return new Personalisation(new LinkedHashMap<>(entries));
        }

        private Builder put(String name, PersonalValue value) {
            entries.put(NameKey.of(name), new Entry(name, value));
            return this;
        }
    }
}
