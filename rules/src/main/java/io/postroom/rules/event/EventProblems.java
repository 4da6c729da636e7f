package io.postroom.rules.event;

import io.postroom.content.Problem;
import java.util.regex.Pattern;

/** What can be wrong with a record that is to become an event. Names fields, never what they hold. */
public final class EventProblems {
    private static final Pattern LIKE_A_NAME = Pattern.compile("[A-Za-z][A-Za-z_-]{0,39}[0-9]{0,2}");

    private EventProblems() {}

    /** A field that every event needs is not there. */
    public static Problem missing(String field) {
        return Problem.of("event-field-missing", "‘" + field + "’ is missing", "Mae ‘" + field + "’ ar goll");
    }

    /** A field cannot be read as what it must be. */
    public static Problem wrong(String field, String mustBeEnglish, String mustBeWelsh) {
        return Problem.of("event-field-wrong", "‘" + field + "’ must be " + mustBeEnglish,
                "Rhaid i ‘" + field + "’ fod yn " + mustBeWelsh);
    }

    /** A field that no event has. Its name comes from outside, so only what looks like a name is repeated. */
    public static Problem unknown(String path, String name) {
        String field = path + nameFromOutside(name);
        return Problem.of("event-field-unknown", "There is no field ‘" + field + "’",
                "Nid oes maes ‘" + field + "’");
    }

    /** A name that a system chose, if it looks like one: somebody may have used a reference or an address as a name. */
    public static String nameFromOutside(String name) {
        return LIKE_A_NAME.matcher(name).matches() ? name : "…";
    }

    /** An expression of the mapping could not be evaluated. */
    public static Problem notEvaluated(String field, String why) {
        return Problem.of("event-mapping-failed", "‘" + field + "’ could not be worked out: " + why,
                "Ni ellid cyfrifo ‘" + field + "’: " + why);
    }
}
