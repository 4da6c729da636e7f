package io.postroom.content;

import java.util.Locale;

/** The ways in which a message reaches a person: a text (SMS), an e-mail, a letter by post. */
public enum Channel {
    SMS, EMAIL, LETTER;

    /** The name that rules, topics and file names use: {@code sms}, {@code email} or {@code letter}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
