package io.postroom.rules.event;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Language;
import java.util.Map;
import java.util.TreeSet;

/** The words for languages and channels, as files and JSON spell them. */
public final class Words {
    /** {@code en} and {@code cy}. */
    public static final Map<String, Language> LANGUAGES = Map.of("en", Language.EN, "cy", Language.CY);
    /** {@code sms}, {@code email} and {@code letter}. */
    public static final Map<String, Channel> CHANNELS = Map.of("sms", Channel.SMS, "email", Channel.EMAIL, "letter",
            Channel.LETTER);

    private Words() {}

    /** The words, as a sentence lists them. */
    public static String list(Map<String, ?> words) {
        return String.join(", ", new TreeSet<>(words.keySet()));
    }
}
