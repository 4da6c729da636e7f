package io.postroom.local.provision;

/**
 * What a look at an existing cluster or registry has found.
 *
 * @param kind what to do about it
 * @param sentence what is the matter, for a person
 */
public record Finding(Kind kind, String sentence) {
    /** What to do about a finding. */
    public enum Kind {
        /** It is not there; applying makes it. */
        MISSING,
        /** It is there and cannot stay so; applying does not change it. */
        WRONG,
        /** It is there, is another choice than usual, and may stay so: it is only told. */
        OTHERWISE
    }

    static Finding missing(String sentence) {
        return new Finding(Kind.MISSING, sentence);
    }

    static Finding wrong(String sentence) {
        return new Finding(Kind.WRONG, sentence);
    }

    static Finding otherwise(String sentence) {
        return new Finding(Kind.OTHERWISE, sentence);
    }
}
