package io.postroom.content.recipient;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** The names that people give to countries, in English, Welsh and the country's own language. */
final class CountryNames {

    private static final CountryNames INSTANCE = load();

    private final Map<String, Country> byKey;

    private CountryNames(Map<String, Country> byKey) {
        this.byKey = Map.copyOf(byKey);
    }

    /** The country that a line of an address names, or null when it names none. A line with a digit never does. */
    static @Nullable Country find(String line) {
        if (line.chars().anyMatch(Character::isDigit)) {
            return null;
        }
        String key = key(line);
        for (String candidate : List.of(key, "the" + key, "yr" + key, "y" + key, withoutArticle(key))) {
            Country country = INSTANCE.byKey.get(candidate);
            if (country != null) {
                return country;
            }
        }
        return null;
    }

    private static String withoutArticle(String key) {
        return key.startsWith("the") ? key.substring(3) : key;
    }

    /** What is left of a name when spelling variants are taken away: signs, case, and accents if all can go. */
    private static String key(String name) {
        String joined = name.replace("&", "and").replace("+", "and").replaceAll("[ _\\-'’,.()]", "")
                .toLowerCase(Locale.ROOT);
        String folded = Normalizer.normalize(joined, Normalizer.Form.NFD).replaceAll("\\p{Mn}+", "");
        return folded.chars().allMatch(c -> c < 0x80) ? folded : joined;
    }

    private static CountryNames load() {
        try (InputStream resource = Objects.requireNonNull(CountryNames.class.getResourceAsStream("countries.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            Map<String, Country> byKey = new HashMap<>();
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(line, byKey));
            return new CountryNames(byKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(String line, Map<String, Country> byKey) {
        String[] fields = line.split("\\|", -1);
        PostageZone zone = switch (fields[0]) {
            case "U" -> PostageZone.UNITED_KINGDOM;
            case "E" -> PostageZone.EUROPE;
            case "W" -> PostageZone.REST_OF_WORLD;
            default -> throw new IllegalStateException("countries.txt has an unknown zone: " + fields[0]);
        };
        // The crown dependencies have names of their own but are posted as the United Kingdom.
        Country country = zone == PostageZone.UNITED_KINGDOM
                ? Country.UNITED_KINGDOM
                : new Country(fields[1], zone);
        byKey.put(key(fields[1]), country);
        for (String name : fields[2].split(";", -1)) {
            if (!name.isEmpty()) {
                byKey.put(key(name), country);
            }
        }
    }
}
