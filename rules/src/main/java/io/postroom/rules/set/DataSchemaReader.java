package io.postroom.rules.set;

import io.postroom.rules.expression.EventData;
import io.postroom.rules.expression.EventData.Field;
import io.postroom.rules.expression.EventData.Kind;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.Problems;
import io.postroom.rules.yaml.Section;
import io.postroom.rules.yaml.Spot;
import io.postroom.rules.yaml.YamlFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the data of a service's events are: {@code schemas/<event type>.json}, a JSON Schema of the object under
 * {@code data} of events in Postroom's JSON. Of it {@code properties} count, with {@code type}, {@code items} and, for dates and the like,
 * their own {@code properties}; everything else is for other readers.
 */
final class DataSchemaReader {
    private static final Map<String, Kind> PLAIN = Map.of("string", Kind.TEXT, "integer", Kind.WHOLE_NUMBER, "boolean",
            Kind.YES_NO);
    private static final Map<Set<String>, Kind> OBJECTS = Map.of(Set.of("date"), Kind.DATE, Set.of("time"), Kind.TIME,
            Set.of("decimal"), Kind.DECIMAL, Set.of("money", "currency"), Kind.MONEY);
    private static final String TYPES = "must be string, integer, boolean, array, or an object with the properties date;"
            + " time; decimal; or money and currency, as events have them";

    private final Problems problems;

    DataSchemaReader(Problems problems) {
        this.problems = problems;
    }

    DataSchemas read(Path folder, String display) throws IOException {
        Map<String, EventData> byType = new HashMap<>();
        if (Files.isDirectory(folder)) {
            List<Path> files;
            try (Stream<Path> listed = Files.list(folder)) {
                files = listed.filter(Files::isRegularFile).sorted().toList();
            }
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(DataSchemas.SUFFIX)) {
                    String type = name.substring(0, name.length() - DataSchemas.SUFFIX.length());
                    byType.put(type, new EventData(type, fields(file, display + "/" + name)));
                }
            }
        }
        return new DataSchemas(display, byType);
    }

    private Map<String, Field> fields(Path file, String display) throws IOException {
        Map<String, Field> fields = new HashMap<>();
        try {
            Section schema = YamlFile.read(display, Files.readString(file), problems);
            Entry entry = schema == null
                    ? null
                    : schema.required("properties", "the values that the event's data may have");
            Section properties = entry == null ? null : entry.section();
            if (properties != null) {
                properties.entries().forEach((name, value) -> {
                    Field field = field(value);
                    if (field != null) {
                        fields.put(name, field);
                    }
                });
            }
        } catch (CharacterCodingException e) {
            problems.error(Spot.startOf(display), "The file is not text in UTF-8.");
        }
        return fields;
    }

    private static @Nullable Field field(Entry entry) {
        Section schema = entry.section();
        Entry type = schema == null ? null : schema.required("type", "string, integer, boolean, array or object");
        String word = type == null ? null : type.text();
        if (schema == null || type == null || word == null) {
            return null;
        }
        if (!word.equals("array")) {
            Kind kind = word.equals("object") ? ofObject(schema) : PLAIN.get(word);
            return kind == null ? type.wrong(TYPES) : new Field(kind, false);
        }
        Entry items = schema.required("items", "what the list holds");
        Field item = items == null ? null : field(items);
        if (item != null && item.list()) {
            return type.wrong("must not be a list of lists");
        }
        return item == null ? null : new Field(item.kind(), true);
    }

    private static @Nullable Kind ofObject(Section schema) {
        Entry entry = schema.entry("properties");
        Section properties = entry == null ? null : entry.section();
        return properties == null ? null : OBJECTS.get(properties.entries().keySet());
    }
}
