package io.postroom.deliveryengine;

/**
 * The rate of the gate that let an attempt through. An attempt begins with a place in it for one call of the provider; a
 * handler that calls more than once, as for the parts of a long text, asks before each further call.
 */
@FunctionalInterface
public interface Pace {
    /**
     * Waits for a place in the rate. Places of attempts that have begun come before new attempts.
     *
     * @return whether to call now. If not, there was no place within the first half of the attempt's deadline: remember what
     *         has been sent and return {@link Outcome.Unfinished}
     * @throws InterruptedException if the attempt is over
     */
    boolean nextCall() throws InterruptedException;
}
