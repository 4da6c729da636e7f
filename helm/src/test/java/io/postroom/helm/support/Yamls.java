package io.postroom.helm.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** YAML as a tree. */
public final class Yamls {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Yamls() {}

    /** Every document; a key that comes twice is refused. */
    public static List<JsonNode> documents(String yaml) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<JsonNode> all = new ArrayList<>();
        for (Object document : new Yaml(strict).loadAll(yaml)) {
            if (document != null) {
                all.add(JSON.valueToTree(document));
            }
        }
        return all;
    }
}
