package io.postroom.content.recipient;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Finds the lines of an address among values with names. */
final class AddressValues {

    private AddressValues() {}

    static List<String> lines(Map<String, ? extends @Nullable String> values) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            names.add("addressline" + i);
        }
        boolean hasSeventh = values.keySet().stream().anyMatch(name -> key(name).equals("addressline7"));
        names.add(hasSeventh ? "addressline7" : "postcode");
        List<String> lines = new ArrayList<>();
        for (String wanted : names) {
            for (Map.Entry<String, ? extends @Nullable String> value : values.entrySet()) {
                String line = value.getValue();
                if (line != null && key(value.getKey()).equals(wanted)) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    private static String key(String name) {
        return name.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }
}
