package io.postroom.content;

import java.util.Locale;

/** The languages that messages are written in. */
public enum Language {
    EN("en", Locale.UK), CY("cy", Locale.of("cy", "GB"));

    private final String tag;
    private final Locale locale;

    Language(String tag, Locale locale) {
        this.tag = tag;
        this.locale = locale;
    }

    /** The language as BCP 47 writes it, {@code en} or {@code cy}. */
    public String tag() {
        return tag;
    }

    /** The language as spoken in the United Kingdom. */
    public Locale locale() {
        return locale;
    }
}
