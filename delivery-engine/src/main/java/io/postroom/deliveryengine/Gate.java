package io.postroom.deliveryengine;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One provider: what waits for it, and whether there is room. Belongs to the dispatcher. */
final class Gate {
    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final GateConfig config;
    private final int bulkFloorPercent;
    private final int bulkConcurrency;
    private final TokenBucket admissions;
    private final TokenBucket calls;
    private final Circuit circuit;
    private final Senders senders;
    private final Map<Lane, FairQueue<KeyQueue>> ready = new EnumMap<>(Lane.class);
    private final Map<Lane, Integer> inFlight = new EnumMap<>(Lane.class);
    private final Deque<Slot> cleared = new ArrayDeque<>();
    private final FurtherCalls furtherCalls = new FurtherCalls();
    private int floorCredit;
    private boolean contested;
    private boolean toldOfSmallShare;

    Gate(GateConfig config, EngineLimits limits, long now) {
        this.config = config;
        this.bulkFloorPercent = limits.bulkFloorPercent();
        this.bulkConcurrency = bulkShare(config.concurrency(), limits.normalReservePercent());
        this.admissions = new TokenBucket(config.ratePerSecond(), now);
        this.calls = new TokenBucket(config.ratePerSecond(), now);
        this.senders = new Senders(config);
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

    Circuit circuit() {
        return circuit;
    }

    Senders senders() {
        return senders;
    }

    FairQueue<KeyQueue> ready(Lane lane) {
        return java.util.Objects.requireNonNull(ready.get(lane));
    }

    int inFlight(Lane lane) {
        return java.util.Objects.requireNonNull(inFlight.get(lane));
    }

    /** Whether the record whose turn it is may pass now. */
    boolean hasRoom(long now) {
        return inFlight(Lane.NORMAL) + inFlight(Lane.BULK) < config.concurrency() && roomAt(now) <= now;
    }

    /** When rate and circuit leave room for it at the earliest; completions are told apart. */
    long roomAt(long now) {
        long call = config.placeAtCall() ? now : calls.availableAt(now);
        return Math.max(Math.max(admissions.availableAt(now), call), circuit.admitsAt(now));
    }

    boolean hasReady() {
        return !ready(Lane.NORMAL).isEmpty() || !ready(Lane.BULK).isEmpty();
    }

    /** Whose turn it is: normal before bulk, with a floor for bulk; null if nobody's. */
    @Nullable
    Lane turn(boolean bulkHasGlobalRoom) {
        boolean normal = !ready(Lane.NORMAL).isEmpty();
        boolean bulk = !ready(Lane.BULK).isEmpty() && bulkHasGlobalRoom && inFlight(Lane.BULK) < bulkConcurrency;
        contested = normal && bulk;
        if (contested) {
            return floorCredit + bulkFloorPercent >= 100 ? Lane.BULK : Lane.NORMAL;
        }
        if (normal) {
            return Lane.NORMAL;
        }
        return bulk ? Lane.BULK : null;
    }

    /** Lets the record through whose turn it is; returns whether it is a probe. */
    boolean enter(Slot slot, long now) {
        Lane lane = slot.lease().lane();
        if (contested) {
            floorCredit += bulkFloorPercent - (lane == Lane.BULK ? 100 : 0);
        }
        admissions.take(now);
        if (!slot.asks() && !config.placeAtCall()) {
            calls.take(now);
        }
        inFlight.merge(lane, 1, Integer::sum);
        slot.senderProbe = senders.enter(slot);
        return circuit.enter();
    }

    /** Its mark is committed: now its call waits for its place in the rate, so that a slow commit bunches no calls. */
    void cleared(Slot slot) {
        cleared.add(slot);
    }

    /** The next of these that may be called now. */
    @Nullable
    Slot nextCleared(long now) {
        if (clearedAt(now) > now) {
            return null;
        }
        if (!config.placeAtCall()) {
            calls.take(now);
        }
        return cleared.remove();
    }

    /** When the next of these may be called. */
    long clearedAt(long now) {
        if (cleared.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return config.placeAtCall() ? now : calls.availableAt(now);
    }

    /** Whether handlers ask for the place of their first call too. */
    boolean placeAtCall() {
        return config.placeAtCall();
    }

    /** A delivery that has begun wants to call. */
    void wantsCall(Slot slot, Consumer<Boolean> answer) {
        furtherCalls.add(slot, answer);
    }

    /** Lets those go on whose place in the rate has come, whatever the circuit: their own answers tell best. */
    void grantCalls(long now, Predicate<Slot> mayGoOn) {
        furtherCalls.grant(calls, now, mayGoOn);
    }

    /** These do not go on. */
    void refuseCalls(Predicate<Slot> which) {
        furtherCalls.refuse(which);
    }

    /** When the next of those that have begun may call once more. */
    long furtherCallAt(long now) {
        return furtherCalls.isEmpty() ? Long.MAX_VALUE : calls.availableAt(now);
    }

    /** Those of leases that end are not called. */
    List<Slot> removeCleared(Collection<Lease> leases) {
        List<Slot> removed = cleared.stream().filter(slot -> leases.contains(slot.lease())).toList();
        cleared.removeAll(removed);
        return removed;
    }

    void share(double share, long now) {
        admissions.share(share, now);
        calls.share(share, now);
        boolean small = calls.belowOneASecond();
        if (small && !toldOfSmallShare) {
            log.atWarn().addKeyValue("gate", name()).addKeyValue("contracted", config.ratePerSecond())
                    .addKeyValue("share", share)
                    .log("This instance's share of the rate is less than a call a second: together the instances may exceed the "
                            + "rate within a second. Run fewer instances than the rate has calls a second.");
        }
        toldOfSmallShare = small;
    }

    double effectiveRate() {
        return admissions.effectiveRate();
    }

    void leave(Slot slot, GateSignal signal, long now) {
        inFlight.merge(slot.lease().lane(), -1, Integer::sum);
        senders.leave(slot, signal, now);
        if (signal instanceof GateSignal.Throttled throttled) {
            admissions.waitUntil(now + throttled.retryAfter().toNanos());
            calls.waitUntil(now + throttled.retryAfter().toNanos());
        }
        boolean anonymous = signal instanceof GateSignal.SenderRefused && slot.read().facts().sender() == null;
        // A sender that nobody named cannot be told from the others.
        circuit.leave(anonymous ? new GateSignal.Unavailable("sender") : signal, slot.probe, now);
    }
}
