package io.postroom.deliveryengine;

/**
 * Headers that the engine writes on delayed records and dead letters, and reads on records that come back. Values are
 * UTF-8 text.
 */
public final class EngineHeaders {
    /** How many attempts a delayed record has behind it. */
    public static final String ATTEMPT = "postroom-attempt";
    /** When its first attempt began, epoch milliseconds. */
    public static final String FIRST_ATTEMPT_AT = "postroom-first-attempt-at";
    /** How much of its time budget is spent, milliseconds. */
    public static final String SPENT = "postroom-spent-ms";
    /** Not to be offered again before, epoch milliseconds. */
    public static final String NOT_BEFORE = "postroom-not-before";
    /** The lane topic that a delayed record returns to. */
    public static final String ORIGIN_TOPIC = "postroom-origin-topic";
    /** On dead letters: a code. */
    public static final String DEAD_LETTER_REASON = "postroom-dead-letter-reason";
    /** On dead letters: one sentence without any value of the record. */
    public static final String DEAD_LETTER_DETAIL = "postroom-dead-letter-detail";
    /** On dead letters: where the record stood. */
    public static final String DEAD_LETTER_TOPIC = "postroom-dead-letter-topic";
    /** On dead letters: where the record stood. */
    public static final String DEAD_LETTER_PARTITION = "postroom-dead-letter-partition";
    /** On dead letters: where the record stood. */
    public static final String DEAD_LETTER_OFFSET = "postroom-dead-letter-offset";
    /** On dead letters: when, epoch milliseconds. */
    public static final String DEAD_LETTER_AT = "postroom-dead-letter-at";

    private EngineHeaders() {}
}
