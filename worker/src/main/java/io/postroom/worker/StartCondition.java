package io.postroom.worker;

import org.jspecify.annotations.Nullable;

/** Something that must be there before a worker can begin. */
@FunctionalInterface
interface StartCondition {
    /**
     * What is missing, as the end of "Waiting for …", or null if nothing is.
     *
     * @throws InterruptedException if the worker is stopped meanwhile
     */
    @Nullable
    String missing() throws InterruptedException;
}
