package io.postroom.deliveryengine;

/**
 * Hands one request to a provider. Runs on a virtual thread of its own and may block; called from thousands of threads
 * at once. Must react to interruption: that is how the attempt deadline and a drain that took too long end it.
 *
 * @param <T> the type of the request
 */
@FunctionalInterface
public interface DeliveryHandler<T> {
    /**
     * Makes one attempt and says what came of it.
     *
     * @throws Exception mapped to an outcome by {@link ExceptionPolicy}
     */
    Outcome deliver(Delivery<T> delivery) throws Exception;
}
