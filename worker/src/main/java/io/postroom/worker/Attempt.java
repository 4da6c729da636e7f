package io.postroom.worker;

import io.postroom.deliveryengine.Pace;
import java.time.Instant;

/**
 * One attempt, as a provider sees it.
 *
 * @param number  1 for the first; attempts before a long wait count
 * @param firstAt when the first began
 * @param last    whether a failure of this one is final
 * @param pace    the contracted rate
 */
public record Attempt(int number, Instant firstAt, boolean last, Pace pace) {
    /** An attempt without a contracted rate. */
    public Attempt(int number, Instant firstAt, boolean last) {
        this(number, firstAt, last, () -> true);
    }

    /**
     * To be asked right before the first call, unless that is the first thing that is done: a place in the contracted rate is one
     * of a moment, and that of the beginning is no good after a connection had to be made.
     *
     * @return whether to call now; if not, nothing was sent by this attempt: return {@link ProviderResult.Unfinished}
     */
    public boolean firstCall() throws InterruptedException {
        return pace.firstCall();
    }

    /**
     * Waits for a place in the contracted rate, which is a rate of calls. An attempt begins with one; a provider that needs
     * several calls for a request asks before each further one.
     *
     * @return whether to call now; if not, remember what was taken and return {@link ProviderResult.Unfinished}
     */
    public boolean nextCall() throws InterruptedException {
        return pace.nextCall();
    }
}
