package io.postroom.local.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command's arguments, taken apart.
 *
 * @param words what is no option
 * @param flags options without a value
 * @param values options with values, in the order they were given
 */
record Arguments(List<String> words, Set<String> flags, Map<String, List<String>> values) {
    Arguments {
        words = List.copyOf(words);
        flags = Set.copyOf(flags);
        values = Map.copyOf(values);
    }

    static Arguments of(List<String> arguments, List<String> knownFlags, List<String> knownValues) {
        List<String> words = new ArrayList<>();
        Set<String> flags = new HashSet<>();
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                words.add(argument);
            } else if (knownFlags.contains(argument)) {
                flags.add(argument);
            } else if (knownValues.contains(argument)) {
                if (i + 1 == arguments.size()) {
                    throw new MisuseException("The option " + argument + " needs a value.");
                }
                values.computeIfAbsent(argument, unused -> new ArrayList<>()).add(arguments.get(++i));
            } else {
                throw new MisuseException("There is no option '" + argument + "' here.");
            }
        }
        return new Arguments(words, flags, values);
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    Optional<String> value(String option) {
        return all(option).stream().reduce((first, last) -> last);
    }

    List<String> all(String option) {
        return values.getOrDefault(option, List.of());
    }

    /** A port, or the default. */
    int port(String option, int otherwise) {
        String text = value(option).orElse(Integer.toString(otherwise));
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new MisuseException("The option " + option + " needs a port from 0 to 65535.");
        }
        return Integer.parseInt(text);
    }
}
