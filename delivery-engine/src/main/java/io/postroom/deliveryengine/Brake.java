package io.postroom.deliveryengine;

/**
 * Holds requests back for as long as someone wants them held. Asked when a record has been read, before it queues for a gate,
 * and again right before the provider is called. What is held back costs no attempt and no part of a rate, lets others pass
 * as a retry does, and is asked about anew every ten seconds, or, where memory has no room for it, whenever the shortest
 * delay topic returns it. Must be quick; called from many threads at once.
 *
 * @param <T> the type of the request
 */
@FunctionalInterface
public interface Brake<T> {
    /** Whether the request is to wait. */
    boolean holds(T request);
}
