package io.postroom.deliveryengine;

/**
 * The rate of the gate that let an attempt through. An attempt begins with a place in it for one call of the provider, unless its
 * gate gives places at the call ({@link GateConfig#placeAtCall}); a handler that calls more than once, as for the parts of a long
 * text, asks before each further call.
 */
@FunctionalInterface
public interface Pace {
    /**
     * Waits for a place in the rate for a further call. Places of attempts that have begun come before new attempts.
     *
     * @return whether to call now. If not, there was no place within the first half of the attempt's deadline: remember what
     *         has been sent and return {@link Outcome.Unfinished}
     * @throws InterruptedException if the attempt is over
     */
    boolean nextCall() throws InterruptedException;

    /**
     * To be asked right before the first call, where something may have come between the beginning of the attempt and that, such
     * as a connection that had to be made: returns at once if the place that it began with is of this moment, and waits for
     * another one otherwise. Says that nothing of the request has been sent by this attempt so far.
     *
     * @return whether to call now; if not, return {@link Outcome.Unfinished}
     * @throws InterruptedException if the attempt is over
     */
    default boolean firstCall() throws InterruptedException {
        return true;
    }
}
