package io.postroom.deliveryengine;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * One assignment of one partition. A new assignment of the same partition is a new lease, so nothing of an older one can
 * be mistaken for it.
 *
 * <p>The tracker belongs to the lane; the phase, the keys and the counts of what is in flight belong to the dispatcher.
 * The two counters of completions are written by the dispatcher alone and read by the lane.
 */
final class Lease {
    /** How far the dispatcher serves it. */
    enum Phase {
        /** Serves it. */
        OPEN,
        /** Starts nothing more, waits for what is in flight. */
        CLOSING,
        /** Ignores what still comes. */
        CLOSED
    }

    private final TopicPartition partition;
    private final Lane lane;
    private final OffsetTracker tracker;
    private volatile long completions;
    private volatile long completedBytes;

    final Map<Object, KeyQueue> keys = new HashMap<>();
    Phase phase = Phase.OPEN;
    int inFlight;
    int parked;

    Lease(TopicPartition partition, Lane lane) {
        this.partition = partition;
        this.lane = lane;
        this.tracker = new OffsetTracker(this);
    }

    TopicPartition partition() {
        return partition;
    }

    Lane lane() {
        return lane;
    }

    OffsetTracker tracker() {
        return tracker;
    }

    long completions() {
        return completions;
    }

    long completedBytes() {
        return completedBytes;
    }

    /** Only the dispatcher calls this, so plain arithmetic on volatile fields loses nothing. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void countCompletion(int bytes) {
        completedBytes += bytes;
        completions++;
    }

    @Override
    public String toString() {
        return "Lease[" + partition + "]";
    }
}
