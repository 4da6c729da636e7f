package io.postroom.deliveryengine;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record that is not known to be done. Belongs to its lease by identity, never by offset.
 *
 * <p>{@code done} and {@code started} are the only state that two threads share. {@code done} is written by the
 * dispatcher alone. {@code started} is set by the lane, and cleared by the dispatcher while the lane leaves it alone,
 * since the slot does not wait to be started then. Everything else belongs to the dispatcher.
 */
final class Slot {
    /** Where a slot is on its way. */
    enum Stage {
        QUEUED, READING, WAITING, STARTING, IN_FLIGHT, PARKED, DONE
    }

    private final Lease lease;
    private final long offset;
    private final long ordinal;
    private final int leaderEpoch;
    private final int bytes;
    private final long timestamp;
    private final boolean foundStarted;
    private final long admittedAt;
    private @Nullable ConsumerRecord<byte[], byte[]> record;
    private volatile boolean done;
    private volatile boolean started;
    /** Belongs to the lane: a delay topic has it, by the same transaction that committed it as done. */
    boolean left;
    /** Belongs to the lane: it was named as what holds up its partition. */
    boolean named;

    Stage stage = Stage.QUEUED;
    AttemptHistory history;
    @Nullable
    ReadRequest<?> read;
    @Nullable
    Gate gate;
    @Nullable
    KeyQueue key;
    @Nullable
    Attempt attempt;
    int readFailures;
    /** Whether it holds a permit of its gate. */
    boolean passing;
    /** Whether it holds one of the permits that all gates share. */
    boolean permit;
    /** Whether it is the probe of an open circuit. */
    boolean probe;
    /** Whether a handler wanted to call its provider once more: some of it may have been sent, whatever comes of the rest. */
    boolean partlySent;
    /** Whether it tries a sender that had been refused. */
    boolean senderProbe;
    long since;

    Slot(Lease lease, ConsumerRecord<byte[], byte[]> record, long ordinal, boolean foundStarted, long admittedAt) {
        this.lease = lease;
        this.ordinal = ordinal;
        this.record = record;
        this.offset = record.offset();
        this.leaderEpoch = record.leaderEpoch().orElse(-1);
        this.bytes = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        this.timestamp = record.timestamp();
        this.foundStarted = foundStarted;
        this.started = foundStarted;
        this.admittedAt = admittedAt;
        this.history = AttemptHistory.of(record.headers());
    }

    Lease lease() {
        return lease;
    }

    long offset() {
        return offset;
    }

    /** How many records the lease had admitted before it. */
    long ordinal() {
        return ordinal;
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    int bytes() {
        return bytes;
    }

    long timestamp() {
        return timestamp;
    }

    /** When it came, by the engine's own monotonic time. */
    long admittedAt() {
        return admittedAt;
    }

    /** Whether an earlier owner of the partition had marked it started and nothing says that it was done. */
    boolean foundStarted() {
        return foundStarted;
    }

    ConsumerRecord<byte[], byte[]> record() {
        ConsumerRecord<byte[], byte[]> value = record;
        if (value == null) {
            throw new IllegalStateException("The record of " + this + " was given up when it was done.");
        }
        return value;
    }

    ReadRequest<?> read() {
        ReadRequest<?> value = read;
        if (value == null) {
            throw new IllegalStateException("The record of " + this + " has not been read.");
        }
        return value;
    }

    /** Whether it must be marked before its provider is called. */
    boolean asks() {
        return read().facts().unknownPolicy() == UnknownPolicy.ASK;
    }

    /** Whether only this process knows what may have been sent of it, and nobody else may guess. */
    boolean mustGoOnHere() {
        return partlySent && asks();
    }

    KeyQueue key() {
        KeyQueue value = key;
        if (value == null) {
            throw new IllegalStateException(this + " was not queued.");
        }
        return value;
    }

    boolean done() {
        return done;
    }

    /** Gives up the record too: a done slot may stay in the window for long. */
    void markDone() {
        stage = Stage.DONE;
        record = null;
        read = null;
        gate = null;
        attempt = null;
        done = true;
    }

    boolean started() {
        return started;
    }

    void markStarted(boolean value) {
        started = value;
    }

    @Override
    public String toString() {
        return "Slot[" + lease.partition() + "@" + offset + "]";
    }
}
