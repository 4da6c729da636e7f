package io.postroom.rules;

import io.postroom.rules.set.RuleSet;
import io.postroom.rules.set.SourceDeclaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What the services say about their sources, joined; they agree, or the rule sets would not have been loaded. Safe for use
 * by any thread.
 */
final class SourceBindings {
    private final List<SourceBinding> all;

    /** Looked up for every record; a broker has only so many topics. */
    private final Map<String, Covered> byTopic = new ConcurrentHashMap<>();

    SourceBindings(List<RuleSet> sets) {
        this.all = of(sets);
    }

    /** What is known of one topic. */
    private record Covered(Optional<SourceBinding> first, Set<String> services) {}

    /** A topic or a pattern, whichever is not null. */
    private record Key(String topic, String pattern) {
        static Key of(SourceDeclaration source) {
            return new Key("" + source.topic(), "" + source.pattern());
        }
    }

    List<SourceBinding> all() {
        return all;
    }

    /** What is said about a topic by its name, else by a pattern. */
    Optional<SourceBinding> first(String topic) {
        return covered(topic).first();
    }

    Set<String> services(String topic) {
        return covered(topic).services();
    }

    private Covered covered(String topic) {
        return byTopic.computeIfAbsent(topic, name -> {
            List<SourceBinding> covering = all.stream().filter(binding -> binding.covers(name))
                    .sorted(Comparator.comparing(binding -> binding.topic() == null)).toList();
            return new Covered(covering.stream().findFirst(), covering.stream()
                    .flatMap(binding -> binding.services().stream()).collect(Collectors.toUnmodifiableSet()));
        });
    }

    private static List<SourceBinding> of(List<RuleSet> sets) {
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
}
