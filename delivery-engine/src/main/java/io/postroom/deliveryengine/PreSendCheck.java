package io.postroom.deliveryengine;

/**
 * Asked right before the provider is called. Must be quick; called from many threads at once.
 *
 * @param <T> the type of the request
 */
@FunctionalInterface
public interface PreSendCheck<T> {
    /** Whether to go on. {@link RequestFacts#expiresAt()} has been checked by the engine already. */
    Verdict check(Delivery<T> delivery);

    /** The answer. */
    enum Verdict {
        /** Call the provider. */
        PROCEED,
        /** It was cancelled in time. */
        CANCELLED,
        /** Its moment has passed. */
        EXPIRED
    }
}
