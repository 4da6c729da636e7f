package io.postroom.deliveryengine;

import java.time.Duration;

/**
 * Where records wait that are to be tried again: in memory for short waits, in a delay topic for long ones and for what memory
 * has no room for. What is parked holds no permit.
 */
final class Parking {
    /** How soon a release is noticed by what is parked. */
    private static final Duration BRAKE_PAUSE = Duration.ofSeconds(10);

    private final EngineConfig config;
    private final DispatchEffects effects;
    private final EngineTime time;
    private final Timers timers;
    private final EngineMeters meters;

    Parking(EngineConfig config, DispatchEffects effects, EngineTime time, Timers timers, EngineMeters meters) {
        this.config = config;
        this.effects = effects;
        this.time = time;
        this.timers = timers;
        this.meters = meters;
    }

    /** Parks the slot or hands it over; returns whether it stays in flight for that. */
    boolean waits(Slot slot, Duration delay) {
        Lease lease = slot.lease();
        boolean mayLeave = config.retries().order() == RetryPolicy.Order.OVERTAKE && !config.delayTiers().isEmpty()
                && !slot.mustGoOnHere();
        boolean full = lease.parked >= config.limits().parkedPerPartition();
        if (mayLeave && (full || delay.compareTo(config.retries().longestParked()) > 0)) {
            effects.handOver(slot, tierFor(delay));
            return true;
        }
        slot.stage = Slot.Stage.PARKED;
        lease.parked++;
        timers.at(time.nanos() + delay.toNanos(), slot);
        return false;
    }

    /** The same for one that a brake holds back. Parked, it is read anew: only a reader asks for brakes before a gate. */
    boolean holdsBack(Slot slot) {
        meters.heldBack();
        Duration longest = config.retries().longestParked();
        boolean leaves = waits(slot, BRAKE_PAUSE.compareTo(longest) < 0 ? BRAKE_PAUSE : longest);
        if (!leaves) {
            slot.read = null;
        }
        return leaves;
    }

    /** Its wait is over. */
    void left(Slot slot) {
        if (slot.stage == Slot.Stage.PARKED) {
            slot.lease().parked--;
        }
    }

    private DelayTier tierFor(Duration delay) {
        for (DelayTier tier : config.delayTiers()) {
            if (tier.delay().compareTo(delay) >= 0) {
                return tier;
            }
        }
        return config.delayTiers().getLast();
    }
}
