package io.postroom.deliveryengine;

/** A queue of its own, with a consumer of its own: what is in bulk never delays what is in normal. */
public enum Lane {
    /** Served first. */
    NORMAL,
    /** Served when normal leaves room, and by a small floor when it does not. */
    BULK
}
