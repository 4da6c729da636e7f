package io.postroom.deliveryengine;

import java.util.List;

/** Stands for one wait until nothing of some leases is in flight. The dispatcher marks it, the lane looks at it. */
final class DrainTicket {
    private final Lane lane;
    private final List<Lease> leases;
    private volatile boolean drained;

    DrainTicket(Lane lane, List<Lease> leases) {
        this.lane = lane;
        this.leases = List.copyOf(leases);
    }

    Lane lane() {
        return lane;
    }

    List<Lease> leases() {
        return leases;
    }

    boolean drained() {
        return drained;
    }

    void markDrained() {
        drained = true;
    }
}
