package io.postroom.content.recipient;

import io.postroom.content.Checked;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An address that a letter can be sent to, as Royal Mail asks for it: three to seven lines, the postcode or the country
 * last, or a British forces post office (BFPO). Whitespace, and punctuation that means nothing, are normalised; names
 * of countries are understood in English, Welsh and their own language. Lines may have any length here; what is wider
 * than the window of the envelope, {@link io.postroom.content.letter.LetterCheck} refuses. Postcodes are those of the
 * areas that Royal Mail has, in the form that they all have; whether the house exists is not looked up.
 *
 * <p>Problems, in the order they are looked for (one is told at a time): {@code address-is-empty},
 * {@code not-enough-address-lines}, {@code too-many-address-lines}, {@code invalid-address-line-1-or-2},
 * {@code has-country-for-bfpo-address}, {@code not-a-real-uk-postcode-or-country},
 * {@code cant-send-international-letters}, {@code not-a-real-uk-postcode}, {@code invalid-char-in-address},
 * {@code no-fixed-abode-address}.
 */
public final class PostalAddress {

    private final List<String> lines;
    private final Country country;
    private final @Nullable String postcode;
    private final boolean bfpo;

    private PostalAddress(AddressReading reading) {
        this.lines = List.copyOf(reading.printed());
        this.country = reading.country();
        this.postcode = reading.postcode();
        this.bfpo = reading.isBfpo();
    }

    /** Reads an address from its lines. */
    public static Checked<PostalAddress> parse(List<String> lines, PostalAddressOptions options) {
        return parse(String.join("\n", lines), options);
    }

    /** Reads an address in the United Kingdom from a text with line breaks. */
    public static Checked<PostalAddress> parse(String text) {
        return parse(text, PostalAddressOptions.UK_ONLY);
    }

    /** Reads an address from a text with line breaks. */
    public static Checked<PostalAddress> parse(String text, PostalAddressOptions options) {
        AddressReading reading = AddressReading.of(text);
        AddressProblems problem = problemOf(reading, options);
        return problem == null
                ? Checked.valid(new PostalAddress(reading))
                : Checked.invalid(problem.problem());
    }

    /**
     * The lines of an address among the values of a sheet or a request: {@code address line 1} to {@code 6}, then
     * {@code address line 7} if there is such a name, else {@code postcode}. Names match however they are spelt.
     */
    public static List<String> linesFrom(Map<String, ? extends @Nullable String> values) {
        return AddressValues.lines(values);
    }

    static @Nullable AddressProblems problemOf(AddressReading reading, PostalAddressOptions options) {
        if (reading.printed().isEmpty()) {
            return AddressProblems.EMPTY;
        }
        if (!reading.hasEnoughLines()) {
            return AddressProblems.NOT_ENOUGH_LINES;
        }
        if (reading.hasTooManyLines()) {
            return AddressProblems.TOO_MANY_LINES;
        }
        if (!reading.startsWithNameAndStreet()) {
            return AddressProblems.INVALID_LINE_1_OR_2;
        }
        if (reading.namesCountryForBfpo()) {
            return AddressProblems.COUNTRY_FOR_BFPO;
        }
        if (!reading.hasValidLastLine(options)) {
            return options.allowInternational()
                    ? AddressProblems.NOT_A_POSTCODE_OR_COUNTRY
                    : reading.isForeign() ? AddressProblems.INTERNATIONAL : AddressProblems.NOT_A_POSTCODE;
        }
        if (reading.hasInvalidCharacters()) {
            return AddressProblems.INVALID_CHARACTER;
        }
        return reading.hasNoFixedAbode() ? AddressProblems.NO_FIXED_ABODE : null;
    }

    /** The lines for the envelope, three to seven, normalised. */
    public List<String> reveal() {
        return lines;
    }

    /** The one way of writing this address, for the key of a recipient. */
    public String canonical() {
        return String.join("\n", lines).toLowerCase(Locale.ROOT);
    }

    /** Enough of the address to tell two towns apart: the area of its postcode, or the country. */
    public String masked() {
        if (postcode != null) {
            return "•••, " + Postcode.area(postcode);
        }
        return bfpo ? "•••, BFPO" : "•••, " + country.name();
    }

    /** What the letter's postage depends on. */
    public PostageZone postageZone() {
        return country.zone();
    }

    /** Whether the letter leaves the United Kingdom (letters to forces' post offices do not, for the post). */
    public boolean isInternational() {
        return country.isForeign();
    }

    /** Whether it is the address of a British forces post office. */
    public boolean isBfpo() {
        return bfpo;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PostalAddress that && canonical().equals(that.canonical());
    }

    @Override
    public int hashCode() {
        return canonical().hashCode();
    }

    @Override
    public String toString() {
        return "•••";
    }
}
