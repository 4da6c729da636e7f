package io.postroom.rules.expression;

/**
 * An expression has no value for this event. The message names fields and places of the expression, which its author
 * wrote, never what the event holds.
 */
public final class ExpressionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;
    private final boolean missing;

    /** Without a value, and why, as part of a sentence that quotes nothing of the event. */
    public ExpressionException(String message, boolean missing) {
        super(message, null, false, false);
        this.why = message;
        this.missing = missing;
    }

    /** Why it has no value, as part of a sentence. */
    public String why() {
        return why;
    }

    /** Whether the reason is a field that the event does not have. */
    public boolean isMissing() {
        return missing;
    }
}
