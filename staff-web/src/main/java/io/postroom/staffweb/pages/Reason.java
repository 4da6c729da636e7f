package io.postroom.staffweb.pages;

import org.jspecify.annotations.Nullable;

/** The reason that staff give for what they do. */
public final class Reason {
    /** More is a file note, and belongs elsewhere. */
    public static final int LONGEST = 500;

    private Reason() {}

    /** The same of a form that somebody asks for in the other language; null where nothing was typed yet. */
    public static @Nullable String problem(Typed typed) {
        return typed.isNothing() ? null : problem(typed.of("reason"));
    }

    /** The code of the text that says what is wrong with it, or null if nothing is. */
    public static @Nullable String problem(String typed) {
        if (typed.isBlank()) {
            return "reason.none";
        }
        return typed.strip().length() > LONGEST ? "reason.long" : null;
    }
}
