package io.postroom.ingestservice.waiting;

/**
 * One try at something that may be unavailable.
 *
 * @param <T> what a successful try gives
 */
@FunctionalInterface
public interface Attempt<T> {
    /** Tries once; anything that cannot get better by waiting is thrown as it is. */
    T run() throws UnavailableException;
}
