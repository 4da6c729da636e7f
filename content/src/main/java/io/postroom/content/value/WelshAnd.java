package io.postroom.content.value;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The Welsh word for "and": {@code ac} in front of a vowel sound ({@code w} and {@code y} are vowels), else {@code a}.
 * Numbers are taken as they are read: 1 (un), 8 (wyth), 11 to 19 (un deg …), 80 and so on.
 */
final class WelshAnd {

    private WelshAnd() {}

    static String before(String word) {
        return startsWithVowelSound(word) ? " ac " : " a ";
    }

    private static boolean startsWithVowelSound(String word) {
        String plain = Normalizer.normalize(word, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
        int start = 0;
        while (start < plain.length() && !Character.isLetterOrDigit(plain.charAt(start))) {
            start++;
        }
        if (start == plain.length()) {
            return false;
        }
        char first = plain.charAt(start);
        return Character.isDigit(first) ? numberStartsWithVowel(plain, start) : "aeiouwy".indexOf(first) >= 0;
    }

    private static boolean numberStartsWithVowel(String text, int start) {
        int end = start;
        StringBuilder digits = new StringBuilder();
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == ',')) {
            if (text.charAt(end) != ',') {
                digits.append(text.charAt(end));
            }
            end++;
        }
        // The leading group of three is what is spoken first: 80,000 is wyth deg mil, 1,000 is mil and 1,000,000 miliwn.
        int lead = (digits.length() - 1) % 3 + 1;
        int number = Integer.parseInt(digits.substring(0, lead));
        if (digits.length() > 3 && number == 1) {
            return false;
        }
        return number == 1 || number == 8 || number >= 11 && number <= 19 || number >= 80 && number <= 89
                || number >= 800 && number <= 899;
    }
}
