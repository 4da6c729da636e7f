package io.postroom.deliveryengine;

/** What to do with a record whose hand-over to the provider was interrupted, so that nobody knows whether it happened. */
public enum UnknownPolicy {
    /** Try again: may double exactly what was in flight. */
    RESEND,
    /**
     * Report {@link FinalOutcome.Unknown} and let a receipt, the provider or a person decide. The engine commits a
     * durable mark before the provider is called, so this also holds for a process that was killed.
     */
    ASK
}
