package io.postroom.deliveryengine;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One provider: what waits for it, and whether there is room. Belongs to the dispatcher. */
final class Gate {
    private final GateConfig config;
    private final int bulkFloorPercent;
    private final int bulkConcurrency;
    private final TokenBucket bucket;
    private final Circuit circuit;
    private final Map<Lane, FairQueue<KeyQueue>> ready = new EnumMap<>(Lane.class);
    private final Map<Lane, Integer> inFlight = new EnumMap<>(Lane.class);
    private int floorCredit;

    Gate(GateConfig config, EngineLimits limits, long now) {
        this.config = config;
        this.bulkFloorPercent = limits.bulkFloorPercent();
        this.bulkConcurrency = bulkShare(config.concurrency(), limits.normalReservePercent());
        this.bucket = new TokenBucket(config.ratePerSecond(), now);
        this.circuit = new Circuit(config.failureThreshold(), config.probeInterval().toNanos());
        for (Lane lane : Lane.values()) {
            ready.put(lane, new FairQueue<>(List.of(Gate::serviceOf, KeyQueue::lease)));
            inFlight.put(lane, 0);
        }
    }

    /** What bulk may hold of a number of permits; at least one. */
    static int bulkShare(int permits, int reservePercent) {
        return Math.max(1, permits - (permits * reservePercent + 99) / 100);
    }

    private static Object serviceOf(KeyQueue key) {
        Slot head = key.head();
        return head == null ? "" : head.read().facts().service();
    }

    String name() {
        return config.name();
    }

    TokenBucket bucket() {
        return bucket;
    }

    Circuit circuit() {
        return circuit;
    }

    FairQueue<KeyQueue> ready(Lane lane) {
        return java.util.Objects.requireNonNull(ready.get(lane));
    }

    int inFlight(Lane lane) {
        return java.util.Objects.requireNonNull(inFlight.get(lane));
    }

    boolean hasRoom(long now) {
        return inFlight(Lane.NORMAL) + inFlight(Lane.BULK) < config.concurrency() && circuit.admits(now)
                && bucket.available(now);
    }

    /** When rate and circuit leave room at the earliest; completions are told apart. */
    long roomAt(long now) {
        return Math.max(bucket.availableAt(now), circuit.admitsAt(now));
    }

    boolean hasReady() {
        return !ready(Lane.NORMAL).isEmpty() || !ready(Lane.BULK).isEmpty();
    }

    /** Whose turn it is: normal before bulk, with a floor for bulk; null if nobody's. */
    @Nullable
    Lane turn(boolean bulkHasGlobalRoom) {
        boolean normal = !ready(Lane.NORMAL).isEmpty();
        boolean bulk = !ready(Lane.BULK).isEmpty() && bulkHasGlobalRoom && inFlight(Lane.BULK) < bulkConcurrency;
        if (normal && bulk) {
            floorCredit += bulkFloorPercent;
            if (floorCredit >= 100) {
                floorCredit -= 100;
                return Lane.BULK;
            }
            return Lane.NORMAL;
        }
        if (normal) {
            return Lane.NORMAL;
        }
        return bulk ? Lane.BULK : null;
    }

    /** Lets an attempt through; returns whether it is a probe. */
    boolean enter(Lane lane, long now) {
        bucket.take(now);
        inFlight.merge(lane, 1, Integer::sum);
        return circuit.enter();
    }

    void leave(Lane lane, GateSignal signal, boolean probe, long now) {
        inFlight.merge(lane, -1, Integer::sum);
        if (signal instanceof GateSignal.Throttled throttled) {
            bucket.waitUntil(now + throttled.retryAfter().toNanos());
        }
        circuit.leave(signal, probe, now);
    }
}
