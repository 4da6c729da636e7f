package io.postroom.rules.set;

import io.postroom.rules.expression.EventData;
import io.postroom.rules.expression.Expression;
import io.postroom.rules.yaml.Problems;
import io.postroom.rules.yaml.Spot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of the data of a service's events.
 *
 * @param folder where the schemas are, as problems name it
 * @param byType what the data are, by event type
 */
record DataSchemas(String folder, Map<String, EventData> byType) {
    static final String SUFFIX = ".json";

    DataSchemas {
        byType = Map.copyOf(byType);
    }

    /** What is known of some types; nothing of those without a schema. */
    List<EventData> of(Collection<String> types) {
        return types.stream().map(byType::get).filter(Objects::nonNull).toList();
    }

    /**
     * Says what is not checked. Who describes some types means all; who describes none is told once, or nothing else would be read in the
     * list of warnings.
     */
    void check(List<Rule> rules, Problems problems) {
        if (byType.isEmpty()) {
            rules.stream().filter(DataSchemas::readsData).findFirst().ifPresent(rule -> problems.warning(rule.spot(),
                    "What rule '" + rule.id() + "' reads of event.data is not checked, nor what others do: the folder "
                            + folder
                            + " has no schema of any event type, such as " + new TreeSet<>(rule.on()).first() + SUFFIX
                            + "."));
            return;
        }
        for (Rule rule : rules) {
            rule.on().stream().filter(type -> !byType.containsKey(type)).sorted()
                    .forEach(type -> problems.warning(rule.spot(), "There is no schema " + folder + "/" + type + SUFFIX
                            + "; what rule '" + rule.id() + "' reads of the event's data is not checked."));
        }
        Set<String> used = rules.stream().flatMap(rule -> rule.on().stream()).collect(Collectors.toSet());
        new TreeSet<>(byType.keySet()).stream().filter(type -> !used.contains(type))
                .forEach(type -> problems.warning(Spot.startOf(folder + "/" + type + SUFFIX),
                        "No rule is about events of the type '" + type + "'."));
    }

    private static boolean readsData(Rule rule) {
        Stream<Expression> collected = rule.collect() == null
                ? Stream.empty()
                : rule.collect().values().values().stream();
        return Stream
                .of(Stream.ofNullable(rule.when()), Stream.ofNullable(rule.timing().sendAt()),
                        rule.values().values().stream(), collected)
                .flatMap(expressions -> expressions).anyMatch(one -> one.source().contains("event.data"));
    }
}
