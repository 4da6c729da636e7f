package io.postroom.content;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with something that a person or a system wrote. The sentences are for staff; neither they nor the
 * code repeat what was written, since that may be personal data. Names of placeholders and settings are repeated:
 * template authors choose them.
 *
 * @param code stable, lower case with hyphens, for programs
 * @param english a plain sentence
 * @param welsh the same sentence in Welsh
 * @param place where, when it is in a text with lines
 */
public record Problem(String code, String english, String welsh, @Nullable Place place) {

    /** A problem without a place. */
    public static Problem of(String code, String english, String welsh) {
        return new Problem(code, english, welsh, null);
    }

    /** The sentence in a language. */
    public String sentence(Language language) {
        return switch (language) {
            case EN -> english;
            case CY -> welsh;
        };
    }
}
