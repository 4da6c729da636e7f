package io.postroom.deliveryengine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. Reasons and details are codes or short sentences without personal data. */
public sealed interface Outcome {

    /**
     * The provider has taken it.
     *
     * @param evidence whatever {@link FinalOutcomes} needs to make this durable, such as the provider's references;
     *                 the engine does not look at it
     */
    record Delivered(@Nullable Object evidence) implements Outcome {}

    /**
     * A passing failure; known not to have been accepted. Costs an attempt.
     *
     * @param reason a code
     * @param delay  how long to wait, or null for the engine's own back-off
     */
    record Retry(String reason, @Nullable Duration delay) implements Outcome {}

    /**
     * The provider asks for a lower rate; known not to have been accepted. Costs no attempt; the whole gate waits.
     *
     * @param retryAfter how long
     */
    record Throttled(Duration retryAfter) implements Outcome {}

    /**
     * Some calls of it were taken, and there was no place in the rate for the next one. Costs no attempt; the handler is
     * called again when there is, and goes on where it stopped.
     */
    record Unfinished() implements Outcome {}

    /**
     * The provider as a whole cannot be used: no connection, bind refused, bad credentials. Known not to have been
     * accepted. Costs no attempt; the gate's circuit opens, and what waits for it waits.
     *
     * @param reason a code
     */
    record Unavailable(String reason) implements Outcome {}

    /**
     * The provider refuses the request's sender, whoever the recipient is. Known not to have been accepted. Costs no
     * attempt; what this sender sends by this gate waits, or goes by another, and one of it is tried now and then.
     *
     * @param reason a code
     */
    record SenderRefused(String reason) implements Outcome {}

    /**
     * A permanent failure: no later attempt can succeed.
     *
     * @param reason a code from the closed list of the status contract
     * @param detail what the provider said, or null
     */
    record Rejected(String reason, @Nullable String detail) implements Outcome {}

    /**
     * Nobody knows whether the provider has taken it: a connection lost after sending, an answer that never came.
     *
     * @param reason a code
     */
    record Unknown(String reason) implements Outcome {}

    /** The provider has taken it, and there is nothing to say about it. */
    static Outcome delivered() {
        return new Delivered(null);
    }

    /** A passing failure, tried again by the engine's own back-off. */
    static Outcome retry(String reason) {
        return new Retry(reason, null);
    }

    /** A permanent failure. */
    static Outcome rejected(String reason, @Nullable String detail) {
        return new Rejected(reason, detail);
    }
}
