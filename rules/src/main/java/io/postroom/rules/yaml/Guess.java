package io.postroom.rules.yaml;

import java.util.Collection;
import java.util.Locale;

/** Finds what somebody probably meant to write. */
public final class Guess {
    private static final int MAX_EDITS = 2;

    private Guess() {}

    /** {@code " (did you mean 'x'?)"} when a known word is near, else nothing. */
    public static String nearest(String word, Collection<String> known) {
        String best = "";
        int bestEdits = MAX_EDITS + 1;
        for (String candidate : known) {
            int edits = edits(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits < bestEdits && edits < candidate.length()) {
                bestEdits = edits;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : " (did you mean '" + best + "'?)";
    }

    /** The Levenshtein distance. */
    private static int edits(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
