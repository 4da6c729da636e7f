package io.postroom.rules;

import io.postroom.rules.set.RuleSet;
import io.postroom.rules.set.SourceDeclaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Joins what the services say about their sources; they agree, or the rule sets would not have been loaded. */
final class SourceBindings {

    private SourceBindings() {}

    /** A topic or a pattern, whichever is not null. */
    private record Key(String topic, String pattern) {
        static Key of(SourceDeclaration source) {
            return new Key("" + source.topic(), "" + source.pattern());
        }
    }

    static List<SourceBinding> of(List<RuleSet> sets) {
        Map<Key, SourceDeclaration> declared = new LinkedHashMap<>();
        Map<Key, TreeSet<String>> services = new LinkedHashMap<>();
        for (RuleSet set : sets) {
            for (SourceDeclaration source : set.sources()) {
                declared.putIfAbsent(Key.of(source), source);
                services.computeIfAbsent(Key.of(source), key -> new TreeSet<>()).add(set.service());
            }
        }
        List<SourceBinding> bindings = new ArrayList<>();
        declared.forEach((key, source) -> bindings.add(new SourceBinding(source.topic(), source.pattern(),
                services.getOrDefault(key, new TreeSet<>()), source.format(), source.startFrom(), source.mapping())));
        return List.copyOf(bindings);
    }

    /** All that covers a topic; those that name it come before patterns. */
    static List<SourceBinding> covering(List<SourceBinding> all, String topic) {
        return all.stream().filter(binding -> binding.covers(topic))
                .sorted(Comparator.comparing(binding -> binding.topic() == null)).toList();
    }
}
