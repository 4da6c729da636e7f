package io.postroom.content.template;

import java.util.Locale;

/** Names of placeholders and columns are the same however they are spelt: case, spaces, hyphens and underscores do not count. */
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
