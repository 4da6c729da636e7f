package io.postroom.rules.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** What is written under a name of a YAML file. Reading it as something else gives null and a problem. */
public final class Entry {
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})(s|m|h|d)");

    private final String file;
    private final String path;
    private final Spot spot;
    private final Node node;
    private final Problems problems;

    Entry(String file, String path, Spot spot, Node node, Problems problems) {
        this.file = file;
        this.path = path;
        this.spot = spot;
        this.node = node;
        this.problems = problems;
    }

    /** Where the name stands. */
    public Spot spot() {
        return spot;
    }

    /** Where the value stands. */
    public Spot valueSpot() {
        return Spot.of(file, node.getStartMark());
    }

    /** The place of a character of the value, as well as the way in which it is written lets one say. */
    public Spot placeInValue(int line, int column) {
        Spot start = valueSpot();
        if (node instanceof ScalarNode scalar) {
            boolean block = scalar.getScalarStyle() == ScalarStyle.LITERAL
                    || scalar.getScalarStyle() == ScalarStyle.FOLDED;
            if (block) {
                return new Spot(file, start.line() + line, 1);
            }
            int quote = scalar.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
            return line <= 1 ? new Spot(file, start.line(), start.column() + quote + column) : start;
        }
        return start;
    }

    boolean isEmpty() {
        return node instanceof ScalarNode scalar && Tag.NULL.equals(scalar.getTag());
    }

    /** Whether it is a mapping. */
    public boolean isSection() {
        return node instanceof MappingNode;
    }

    /** Whether it is a list. */
    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The text as it is written. */
    public @Nullable String text() {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        return wrong("must be a text");
    }

    /** A mapping. */
    public @Nullable Section section() {
        return node instanceof MappingNode mapping
                ? new Section(file, path, mapping, problems)
                : wrong("must hold names and values");
    }

    /** The items of a list; a single value counts as a list of one. */
    public List<Entry> items() {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        List<Entry> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new Entry(file, path, Spot.of(file, item.getStartMark()), item, problems));
        }
        if (items.isEmpty()) {
            wrong("must not be empty");
        }
        return items;
    }

    /** The texts of a list; a single text counts as a list of one. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Entry item : items()) {
            String text = item.text();
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** True or false. */
    public @Nullable Boolean flag() {
        if (node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN) {
            if (scalar.getValue().equals("true")) {
                return true;
            }
            if (scalar.getValue().equals("false")) {
                return false;
            }
        }
        return wrong("must be true or false");
    }

    /** A length of time, such as {@code 30s}, {@code 15m}, {@code 72h} or {@code 14d}. */
    public @Nullable Duration duration() {
        if (node instanceof ScalarNode scalar) {
            Matcher matcher = DURATION.matcher(scalar.getValue().strip());
            if (matcher.matches()) {
                long count = Long.parseLong(matcher.group(1));
                return switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
            }
        }
        return wrong("must be a length of time, such as 30s, 15m, 72h or 14d");
    }

    /** The value as JSON: mappings, lists, whole numbers, true, false and null as themselves, all else as text. */
    public JsonNode json() {
        return YamlJson.of(node);
    }

    /** One of some words. */
    public <T> @Nullable T word(Map<String, T> words) {
        if (node instanceof ScalarNode scalar && words.get(scalar.getValue()) instanceof T value) {
            return value;
        }
        List<String> known = words.keySet().stream().sorted().toList();
        String guess = node instanceof ScalarNode scalar ? Guess.nearest(scalar.getValue(), known) : "";
        return wrong("must be " + YamlFile.oneOf(known) + guess);
    }

    /** The words of a list. */
    public <T> List<T> words(Map<String, T> words) {
        List<T> values = new ArrayList<>();
        for (Entry item : items()) {
            T value = item.word(words);
            if (value != null && values.contains(value)) {
                item.wrong("names the same twice");
            } else if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** Reports that the value is wrong; always null, so that it can be returned. */
    public <T> @Nullable T wrong(String sentence) {
        problems.error(valueSpot(), "'" + path + "' " + sentence + ".");
        return null;
    }
}
