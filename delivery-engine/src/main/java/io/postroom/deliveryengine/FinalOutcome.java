package io.postroom.deliveryengine;

import org.jspecify.annotations.Nullable;

/** How a record ended. */
public sealed interface FinalOutcome {

    /**
     * The provider has taken it.
     *
     * @param evidence as {@link Outcome.Delivered} gave it
     */
    record Delivered(@Nullable Object evidence) implements FinalOutcome {}

    /**
     * A permanent failure.
     *
     * @param reason a code from the closed list of the status contract
     * @param detail what the provider said, or null
     */
    record Failed(String reason, @Nullable String detail) implements FinalOutcome {}

    /**
     * Attempts or time ran out; the record is in the dead-letter topic.
     *
     * @param reason the reason of the last failure
     */
    record Exhausted(String reason) implements FinalOutcome {}

    /** Its moment had passed before the provider could be called. */
    record Expired() implements FinalOutcome {}

    /** It was cancelled before the provider was called. */
    record Cancelled() implements FinalOutcome {}

    /**
     * Nobody knows whether the provider has taken it, and its policy is {@link UnknownPolicy#ASK}, or attempts ran out.
     *
     * @param reason a code
     */
    record Unknown(String reason) implements FinalOutcome {}
}
