package io.postroom.content.recipient;

import io.postroom.content.text.CharacterClasses;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Postcodes as Royal Mail gives them: an area that exists, a district, a sector and two letters. */
final class Postcode {

    /** The areas of the United Kingdom and the crown dependencies, and those of no place: forces, Girobank, bulk mail. */
    private static final Set<String> AREAS = Set.of("""
        AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX \
        FK FY G GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP \
        NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW \
        UB W WA WC WD WF WN WR WS WV YO ZE GY IM JE BF BX GIR""".split(" "));
    private static final Pattern SHAPE = Pattern.compile("([A-Z]{1,3})[0-9][0-9A-Z]?[0-9][A-BD-HJLNP-UW-Z]{2}");

    private Postcode() {}

    /** The postcode in a line as it is printed, or null when the line is none. */
    static @Nullable String parse(String line) {
        String compact = compact(line);
        Matcher matcher = SHAPE.matcher(compact);
        return matcher.matches() && AREAS.contains(matcher.group(1)) ? spaced(compact) : null;
    }

    /** Any text in the form that postcodes are printed in: capitals, a space before the last three. */
    static String formatted(String text) {
        return spaced(compact(text));
    }

    /** The letters that a printed postcode starts with. */
    static String area(String postcode) {
        int end = 0;
        while (end < postcode.length() && Character.isLetter(postcode.charAt(end))) {
            end++;
        }
        return postcode.substring(0, end);
    }

    private static String compact(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!CharacterClasses.isWhitespace(c) && !CharacterClasses.isNonBreakingSpace(c)
                    && !CharacterClasses.isZeroWidth(c)) {
                kept.append(c);
            }
        }
        return kept.toString().toUpperCase(Locale.ROOT);
    }

    private static String spaced(String compact) {
        int cut = Math.max(0, compact.length() - 3);
        return cut == 0 ? compact : compact.substring(0, cut) + " " + compact.substring(cut);
    }

    static int areaCount() {
        return AREAS.size();
    }
}
