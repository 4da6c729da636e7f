package io.postroom.rules.yaml;

import java.io.StringReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads YAML as nodes that know their place. Nothing of it is ever made into an object that the file names. */
public final class YamlFile {

    private YamlFile() {}

    /** The one mapping that a file holds; null, with a problem, when it holds something else. */
    public static @Nullable Section read(String file, String text, Problems problems) {
        Node root;
        try {
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(0);
            root = new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            Spot spot = e.getProblemMark() == null ? Spot.startOf(file) : Spot.of(file, e.getProblemMark());
            problems.error(spot, "This is not YAML: " + e.getProblem() + ".");
            return null;
        } catch (YAMLException e) {
            problems.error(Spot.startOf(file), "This is not YAML that can be read: it must be one document of text.");
            return null;
        }
        if (root instanceof MappingNode mapping) {
            return new Section(file, "", mapping, problems);
        }
        problems.error(Spot.startOf(file), "The file must hold names and values, such as 'service: my-service'.");
        return null;
    }

    /** The words as a sentence lists them. */
    static String oneOf(List<String> words) {
        return String.join(", ", words.subList(0, words.size() - 1)) + (words.size() > 1 ? " or " : "")
                + words.getLast();
    }
}
