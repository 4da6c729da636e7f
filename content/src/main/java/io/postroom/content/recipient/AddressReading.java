package io.postroom.content.recipient;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the lines of an address say, whether or not a letter can be sent there.
 *
 * @param body the lines without forces' post office and country
 * @param bfpoNumber the number of the British forces post office, or null
 * @param namedCountry the country of the last line, or null when none is named
 */
record AddressReading(List<String> body, @Nullable Integer bfpoNumber, @Nullable Country namedCountry) {

    static final int MIN_LINES = 3;
    static final int MAX_LINES = 7;

    private static final Pattern BFPO = Pattern.compile("bfpo ?(?:c/o)?(?: ?([0-9]{1,9}))?");
    private static final String FORBIDDEN_FIRST_CHARACTERS = "@()=[]\"\\/,<>~";

    AddressReading {
        body = List.copyOf(body);
    }

    static AddressReading of(String text) {
        List<String> lines = new ArrayList<>(AddressLines.of(text));
        Integer bfpoNumber = takeBfpo(lines);
        Country country = lines.isEmpty() ? null : CountryNames.find(lines.getLast());
        if (country != null && country.isForeign()) {
            lines.removeLast();
        } else {
            while (!lines.isEmpty() && CountryNames.find(lines.getLast()) instanceof Country last
                    && !last.isForeign()) {
                lines.removeLast();
            }
        }
        return new AddressReading(lines, bfpoNumber, country);
    }

    /** Removes the lines that name a forces' post office, if one of them has a number. */
    private static @Nullable Integer takeBfpo(List<String> lines) {
        Integer number = null;
        List<String> found = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = BFPO.matcher(line.toLowerCase(Locale.ROOT));
            if (matcher.matches()) {
                found.add(line);
                if (number == null && matcher.group(1) != null) {
                    number = Integer.valueOf(matcher.group(1));
                }
            }
        }
        if (number != null) {
            lines.removeAll(found);
        }
        return number;
    }

    Country country() {
        return namedCountry == null ? Country.UNITED_KINGDOM : namedCountry;
    }

    boolean isForeign() {
        return country().isForeign();
    }

    boolean isBfpo() {
        return bfpoNumber != null;
    }

    /** Whether a country is named where a forces' post office leaves none to be named. */
    boolean namesCountryForBfpo() {
        return isBfpo() && (isForeign() || !body.isEmpty() && CountryNames.find(body.getLast()) != null);
    }

    @Nullable
    String postcode() {
        return body.isEmpty() || isForeign() ? null : Postcode.parse(body.getLast());
    }

    /** The lines as they are printed on the envelope. */
    List<String> printed() {
        List<String> lines = new ArrayList<>(body);
        String postcode = body.isEmpty() || isForeign() && !isBfpo() ? null : Postcode.parse(body.getLast());
        if (postcode != null) {
            lines.set(lines.size() - 1, postcode);
        }
        if (isBfpo()) {
            lines.add("BFPO " + bfpoNumber);
        }
        if (isForeign()) {
            lines.add(country().name());
        }
        return lines;
    }

    boolean hasEnoughLines() {
        return printed().size() >= MIN_LINES;
    }

    boolean hasTooManyLines() {
        return printed().size() > MAX_LINES;
    }

    boolean hasValidLastLine(PostalAddressOptions options) {
        if (isForeign()) {
            return options.allowInternational() && !isBfpo();
        }
        return isBfpo() || postcode() != null;
    }

    /** Lines that start so are read by the printer's machines as something else. */
    boolean hasInvalidCharacters() {
        return printed().stream().anyMatch(line -> FORBIDDEN_FIRST_CHARACTERS.indexOf(line.charAt(0)) >= 0);
    }

    boolean hasNoFixedAbode() {
        List<String> lines = printed();
        String text = String.join("\n", lines).toLowerCase(Locale.ROOT);
        return lines.stream().anyMatch(line -> line.equalsIgnoreCase("nfa")) || text.contains("no fixed abode")
                || text.contains("no fixed address");
    }

    boolean startsWithNameAndStreet() {
        List<String> lines = printed();
        return lines.size() >= 2 && hasAlphanumeric(lines.get(0)) && hasAlphanumeric(lines.get(1));
    }

    private static boolean hasAlphanumeric(String line) {
        return line.chars().anyMatch(c -> c < 0x80 && Character.isLetterOrDigit(c));
    }

    @Override
    public String toString() {
        return "•••";
    }
}
