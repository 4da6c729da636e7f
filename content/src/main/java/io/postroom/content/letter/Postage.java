package io.postroom.content.letter;

import java.util.Locale;
import java.util.Optional;

/**
 * The ways in which the post carries a letter: Royal Mail's classes within the United Kingdom, and its zones outside
 * it, which {@link io.postroom.content.recipient.PostalAddress#postageZone()} finds. How long each takes is in
 * {@link LetterTiming}.
 */
public enum Postage {
    FIRST, SECOND, ECONOMY, EUROPE, REST_OF_WORLD;

    /** The name used in files and settings: {@code first}, {@code second}, {@code economy}, {@code europe}, {@code rest-of-world}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The postage of a wire name, if there is one of that name. */
    public static Optional<Postage> ofWireName(String name) {
        for (Postage postage : values()) {
            if (postage.wireName().equals(name)) {
                return Optional.of(postage);
            }
        }
        return Optional.empty();
    }
}
