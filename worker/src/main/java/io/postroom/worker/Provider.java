package io.postroom.worker;

import org.apache.avro.specific.SpecificRecord;

/**
 * Hands requests of one channel to one provider.
 *
 * @param <R> the request
 */
public interface Provider<R extends SpecificRecord> extends WorkerPart {
    /** Its configured name: the gate, the metric tag, and the first half of every receipt's key. */
    String name();

    /** How much of it may be used at a time. */
    ProviderLimits limits();

    /**
     * Makes one attempt and says what came of it. Runs on a virtual thread of its own, may block, and is called from as
     * many threads at once as {@link #limits()} allows. Interruption means that the attempt's deadline or the drain time
     * is over. An attempt begins with a place in the contracted rate for one call, unless the limits say {@code placeAtCall};
     * where something that may take long comes before it there must be an {@link Attempt#firstCall()}, and before each further
     * call an {@link Attempt#nextCall()}.
     *
     * @throws InterruptedException if interrupted; the outcome is then unknown, unless the result says otherwise
     */
    ProviderResult send(R request, Attempt attempt) throws InterruptedException;
}
