package io.postroom.content.recipient;

import io.postroom.content.text.CharacterClasses;
import java.util.ArrayList;
import java.util.List;

/** The lines of an address, freed of what word processors and spreadsheets add to them. */
final class AddressLines {

    private AddressLines() {}

    static List<String> of(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\\r\\n|[\\n\\r\\u000b\\f\\u0085\\u2028\\u2029]", -1)) {
            String normalised = normalised(line);
            if (!normalised.isEmpty()) {
                lines.add(normalised);
            }
        }
        return lines;
    }

    private static String normalised(String line) {
        String spaced = CharacterClasses.withoutSpaceBeforePunctuation(CharacterClasses.collapse(line));
        int end = spaced.length();
        while (end > 0 && (spaced.charAt(end - 1) == ',' || spaced.charAt(end - 1) == ' ')) {
            end--;
        }
        return spaced.substring(0, end);
    }
}
