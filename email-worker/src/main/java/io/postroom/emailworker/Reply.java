package io.postroom.emailworker;

import org.jspecify.annotations.Nullable;

/**
 * A reply of a relay, without its text, which quotes addresses.
 *
 * @param code     three digits
 * @param enhanced the enhanced status code, or null
 */
record Reply(int code, @Nullable EnhancedStatus enhanced) {

    /** Reads what the relay said; {@code text} may begin with the code or not. */
    static Reply of(int code, @Nullable String text) {
        String rest = text == null ? "" : text.strip();
        if (rest.startsWith(Integer.toString(code)) && rest.length() > 4) {
            rest = rest.substring(4).strip();
        }
        return new Reply(code, EnhancedStatus.at(rest));
    }

    boolean passing() {
        return code >= 400 && code < 500;
    }

    boolean permanent() {
        return code >= 500 && code < 600;
    }

    /** The codes alone. */
    String detail() {
        return enhanced == null ? "smtp " + code : "smtp " + code + " " + enhanced;
    }
}
