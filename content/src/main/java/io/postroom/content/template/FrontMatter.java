package io.postroom.content.template;

import io.postroom.content.Place;
import io.postroom.content.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings at the head of a template: lines of {@code key: value} between two lines of {@code ---}. A value may be
 * in double or single quotes; {@code |} takes the indented lines that follow as they are; {@code #} starts a comment
 * line.
 *
 * @param settings by key, in the order of the file
 * @param bodyOffset where the body starts in the source
 */
record FrontMatter(Map<String, Setting> settings, int bodyOffset) {

    private static final String FENCE = "---";

    /** A value and where it starts in the source. */
    record Setting(String value, int keyOffset, int valueOffset) {}

    /** Reads the settings of a source whose lines end with a new line; adds what is wrong to the problems. */
    static FrontMatter parse(String source, List<Problem> problems) {
        if (!firstLine(source, 0).stripTrailing().equals(FENCE)) {
            return new FrontMatter(Map.of(), 0);
        }
        Map<String, Setting> settings = new LinkedHashMap<>();
        int at = next(source, 0);
        while (at < source.length()) {
            String line = firstLine(source, at);
            if (line.stripTrailing().equals(FENCE)) {
                return new FrontMatter(settings, Math.min(source.length(), next(source, at)));
            }
            at = readSetting(source, at, line, settings, problems);
        }
        problems.add(new Problem("front-matter-not-closed",
                "The settings at the top have no closing line: add a line with only --- after the last setting",
                "Nid oes llinell gau i’r gosodiadau ar y brig: ychwanegwch linell â dim ond --- ar ôl y gosodiad olaf",
                new Place(1, 1)));
        return new FrontMatter(settings, source.length());
    }

    private static int readSetting(String source, int at, String line, Map<String, Setting> settings,
            List<Problem> problems) {
        int after = next(source, at);
        if (line.isBlank() || line.startsWith("#")) {
            return after;
        }
        int colon = line.indexOf(':');
        if (colon <= 0 || Character.isWhitespace(line.charAt(0))) {
            problems.add(new Problem("front-matter-line", "A setting must be written as: name: value",
                    "Rhaid ysgrifennu gosodiad fel: enw: gwerth", Place.of(source, at)));
            return after;
        }
        String key = line.substring(0, colon).strip();
        String value = line.substring(colon + 1).strip();
        int valueOffset = at + colon + 1 + leadingSpaces(line.substring(colon + 1));
        if (value.equals("|")) {
            List<String> block = new ArrayList<>();
            valueOffset = after;
            while (after < source.length() && isIndented(firstLine(source, after))) {
                block.add(firstLine(source, after).strip());
                after = next(source, after);
            }
            value = String.join("\n", block).stripTrailing();
        } else if (isQuoted(value)) {
            value = value.substring(1, value.length() - 1);
            valueOffset++;
        }
        if (settings.putIfAbsent(key, new Setting(value, at, valueOffset)) != null) {
            problems.add(new Problem("front-matter-duplicate", "The setting ‘" + key + "’ is given twice",
                    "Rhoddir y gosodiad ‘" + key + "’ ddwywaith", Place.of(source, at)));
        }
        return after;
    }

    private static boolean isQuoted(String value) {
        return value.length() >= 2 && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
    }

    private static boolean isIndented(String line) {
        return line.isBlank() || line.charAt(0) == ' ' || line.charAt(0) == '\t';
    }

    private static int leadingSpaces(String text) {
        return text.length() - text.stripLeading().length();
    }

    private static String firstLine(String source, int at) {
        int end = source.indexOf('\n', at);
        return source.substring(at, end < 0 ? source.length() : end);
    }

    private static int next(String source, int at) {
        int end = source.indexOf('\n', at);
        return end < 0 ? source.length() : end + 1;
    }
}
