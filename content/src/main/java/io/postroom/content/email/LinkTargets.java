package io.postroom.content.email;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the target of a link safe: only schemes that open a page, a file, a mail or a call. */
final class LinkTargets {

    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel", "ftp", "file");
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
    private static final String KEPT = "-._~:/?#[]@!$&'()*+,;=%";

    private LinkTargets() {}

    /** The target as an {@code href} may have it: percent-encoded, {@code http://} in front when it has no known scheme. */
    static String safe(String target) {
        String encoded = percentEncoded(target.strip());
        Matcher matcher = SCHEME.matcher(encoded);
        boolean known = matcher.matches() && SCHEMES.contains(matcher.group(1).toLowerCase(Locale.ROOT));
        return known ? encoded : "http://" + encoded;
    }

    private static String percentEncoded(String target) {
        StringBuilder encoded = new StringBuilder(target.length() + 8);
        for (byte b : target.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || KEPT.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(hex(b >> 4)).append(hex(b));
            }
        }
        return encoded.toString();
    }

    private static char hex(int nibble) {
        return Character.toUpperCase(Character.forDigit(nibble & 0xf, 16));
    }
}
