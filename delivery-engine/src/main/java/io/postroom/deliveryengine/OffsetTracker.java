package io.postroom.deliveryengine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Which offsets of one lease are done. Belongs to the lane's thread; sees completions through {@link Slot#done()}.
 *
 * <p>What must hold: a commit point never lies behind an offset that is not done, and its map names every offset below
 * its horizon that is not done.
 *
 * <p>Behind one record that takes half a minute thousands are done. Their slots are dropped once they outnumber the others,
 * so that a commit costs what is not done, and not what the window holds.
 */
final class OffsetTracker {
    /** Fewer are not worth the walk. */
    private static final int FEW = 16;

    private final Lease lease;
    private final ArrayDeque<Slot> slots = new ArrayDeque<>();
    private @Nullable CommitMap restored;
    private long next = -1;
    private int nextEpoch = -1;
    private long admitted;
    private long admittedBytes;
    private int mapChars;
    /** Every offset below it was done in an earlier lease, unless a slot says otherwise. */
    private long keepHorizon;
    /** The highest offset that was done when its slot was dropped. */
    private long highestDropped = -1;

    OffsetTracker(Lease lease) {
        this.lease = lease;
    }

    /** Begins at a committed position and what its map says. */
    void restore(long position, Optional<CommitMap> map) {
        next = position;
        restored = map.orElse(null);
    }

    /** Takes a record in; returns its slot, or null if the restored map says that it is done. */
    @Nullable
    Slot admit(ConsumerRecord<byte[], byte[]> record, long now) {
        long offset = record.offset();
        CommitMap map = restored;
        next = offset + 1;
        nextEpoch = record.leaderEpoch().orElse(-1);
        boolean foundStarted = false;
        if (map != null) {
            foundStarted = map.isStarted(offset);
            if (!foundStarted && map.isDone(offset)) {
                return null;
            }
        }
        Slot slot = new Slot(lease, record, admitted, foundStarted, now);
        slots.add(slot);
        admitted++;
        admittedBytes += slot.bytes();
        return slot;
    }

    /** The position after a poll, which is behind transaction markers too. */
    void advance(long position, int epoch) {
        if (position > next) {
            next = position;
            nextEpoch = epoch;
        }
    }

    /** Forgets what is done at the front. */
    void sweep() {
        for (Slot head = slots.peek(); head != null && head.done(); head = slots.peek()) {
            slots.remove();
        }
        if (slots.size() > FEW && slots.size() > 2 * incompletes()) {
            slots.removeIf(this::dropped);
        }
        CommitMap map = restored;
        if (map != null && next >= map.end()) {
            keepHorizon = Math.max(keepHorizon, map.horizon());
            restored = null;
        }
    }

    private boolean dropped(Slot slot) {
        if (!slot.done()) {
            return false;
        }
        highestDropped = Math.max(highestDropped, slot.offset());
        return true;
    }

    /** Whether it stands behind what has been seen: the position was reset, the offsets are those of another log. */
    boolean goesBack(long offset) {
        return offset < next;
    }

    boolean knowsPosition() {
        return next >= 0;
    }

    long base() {
        Slot head = slots.peek();
        return head == null ? next : head.offset();
    }

    long next() {
        return next;
    }

    /** Records admitted and not done. */
    long incompletes() {
        return admitted - lease.completions();
    }

    long bytes() {
        return admittedBytes - lease.completedBytes();
    }

    long window() {
        return next - base();
    }

    /** Records from the first that is not done to the last one admitted, done ones included. */
    long behindHead() {
        Slot head = slots.peek();
        return head == null ? 0 : admitted - head.ordinal();
    }

    /** Records at the front that are not done and were written before a moment. */
    int writtenBefore(long epochMillis) {
        int count = 0;
        for (Slot slot : slots) {
            if (slot.timestamp() >= epochMillis) {
                break;
            }
            count += slot.done() ? 0 : 1;
        }
        return count;
    }

    /** Slots kept, which is what a commit walks through. */
    int slots() {
        return slots.size();
    }

    /** Characters of the last commit's metadata. */
    int mapChars() {
        return mapChars;
    }

    /** How many are marked started; bounded, since none of these may ever be left out of the map. */
    long started() {
        return slots.stream().filter(slot -> slot.started() && !slot.done()).count();
    }

    @Nullable
    Slot head() {
        return slots.peek();
    }

    /** What to commit now. Base and map are made in one step from one state. */
    OffsetAndMetadata commitPoint() {
        long base = base();
        long highestDone = Math.max(keepHorizon - 1, highestDropped);
        List<Long> incompletes = new ArrayList<>();
        List<Long> started = new ArrayList<>();
        for (Slot slot : slots) {
            if (slot.done() || slot.left) {
                highestDone = Math.max(highestDone, slot.offset());
            } else {
                incompletes.add(slot.offset());
                if (slot.started()) {
                    started.add(slot.offset());
                }
            }
        }
        long horizon = highestDone + 1;
        CommitMap map = restored;
        if (map != null) {
            map.incompletesFrom(next).forEach(incompletes::add);
            map.startedFrom(next).forEach(started::add);
            horizon = Math.max(horizon, map.horizon());
        }
        String metadata = CommitMapCodec.encode(base, CommitMap.of(base, horizon, incompletes, started));
        mapChars = metadata.length();
        // The epoch of what stands at the base: the log is known to reach so far in it.
        Slot head = slots.peek();
        int epoch = head == null ? nextEpoch : head.leaderEpoch();
        return new OffsetAndMetadata(base, epoch < 0 ? Optional.empty() : Optional.of(epoch), metadata);
    }
}
