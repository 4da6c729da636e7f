package io.postroom.rules.yaml;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A mapping of a YAML file: names and what is written under them. Used by one thread. */
public final class Section {
    private final String file;
    private final String path;
    private final Spot spot;
    private final Problems problems;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Section(String file, String path, MappingNode node, Problems problems) {
        this.file = file;
        this.path = path;
        this.spot = Spot.of(file, node.getStartMark());
        this.problems = problems;
        for (NodeTuple tuple : node.getValue()) {
            Spot at = Spot.of(file, tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.error(at, "A name must be plain text.");
                continue;
            }
            Entry entry = new Entry(file, path.isEmpty() ? key.getValue() : path + "." + key.getValue(), at,
                    tuple.getValueNode(), problems);
            if (entries.putIfAbsent(key.getValue(), entry) != null) {
                problems.error(at, "'" + key.getValue() + "' is given twice; keep one.");
            }
        }
    }

    /** Reports every name that is not among those known. */
    public Section allow(Collection<String> known) {
        entries.forEach((name, entry) -> {
            if (!known.contains(name)) {
                problems.error(entry.spot(), "'" + name + "' is not known here" + Guess.nearest(name, known)
                        + "; known are " + YamlFile.oneOf(List.copyOf(known)) + ".");
            }
        });
        return this;
    }

    /** What is written under a name, or null. A name without a value counts as absent. */
    public @Nullable Entry entry(String name) {
        Entry entry = entries.get(name);
        return entry == null || entry.isEmpty() ? null : entry;
    }

    /** What is written under a name that must be there; null, with a problem, when it is not. */
    public @Nullable Entry required(String name, String whatFor) {
        Entry entry = entry(name);
        if (entry == null) {
            Entry blank = entries.get(name);
            problems.error(blank == null ? spot : blank.spot(), "'" + name + "' is missing: " + whatFor + ".");
        }
        return entry;
    }

    /** Everything, in the order of the file. */
    public Map<String, Entry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** Where the mapping begins. */
    public Spot spot() {
        return spot;
    }

    /** The file that it stands in. */
    public String file() {
        return file;
    }
}
