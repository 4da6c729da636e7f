package io.postroom.content.template;

import java.util.Locale;

/**
 * Names of placeholders and columns are the same however they are spelt: case, spaces of any kind, hyphens and
 * underscores do not count (GOV.UK Notify's rule). Any text is a name; one of nothing but these has an empty key.
 */
public final class NameKey {

    private NameKey() {}

    /** What is left of a name when its spelling is taken away. */
    public static String of(String name) {
        StringBuilder key = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '-' && c != '_' && !Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
                key.append(c);
            }
        }
        return key.toString().toLowerCase(Locale.ROOT);
    }
}
