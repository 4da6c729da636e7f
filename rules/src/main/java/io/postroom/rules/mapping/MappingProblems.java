package io.postroom.rules.mapping;

import io.postroom.content.Problem;

/** What can be wrong with a record that is to become an event. Names fields, never what they hold. */
public final class MappingProblems {

    private MappingProblems() {}

    /** A field that every event needs is not there. */
    public static Problem missing(String field) {
        return Problem.of("event-field-missing", "‘" + field + "’ is missing", "Mae ‘" + field + "’ ar goll");
    }

    /** A field cannot be read as what it must be. */
    public static Problem wrong(String field, String mustBeEnglish, String mustBeWelsh) {
        return Problem.of("event-field-wrong", "‘" + field + "’ must be " + mustBeEnglish,
                "Rhaid i ‘" + field + "’ fod yn " + mustBeWelsh);
    }

    /** A field that no event has. */
    public static Problem unknown(String field) {
        return Problem.of("event-field-unknown", "There is no field ‘" + field + "’",
                "Nid oes maes ‘" + field + "’");
    }

    /** An expression of the mapping could not be evaluated. */
    static Problem notEvaluated(String field, String why) {
        return Problem.of("event-mapping-failed", "‘" + field + "’ could not be worked out: " + why,
                "Ni ellid cyfrifo ‘" + field + "’: " + why);
    }
}
