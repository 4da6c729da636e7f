package io.postroom.deliveryengine;

import io.postroom.deliveryengine.DispatchEvent.Share;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stands for one wait until nothing of some leases is in flight. The dispatcher marks it, the lane looks at it. */
final class DrainTicket {
    private final Lane lane;
    private final List<Lease> leases;
    private final @Nullable Share shareLeft;
    private volatile boolean drained;

    /** Of leases whose share has been given up. */
    DrainTicket(Lane lane, List<Lease> leases) {
        this(lane, leases, null);
    }

    /** Of leases that keep their share until then; this is what is left without them. */
    DrainTicket(Lane lane, List<Lease> leases, @Nullable Share shareLeft) {
        this.lane = lane;
        this.leases = List.copyOf(leases);
        this.shareLeft = shareLeft;
    }

    Lane lane() {
        return lane;
    }

    List<Lease> leases() {
        return leases;
    }

    Optional<Share> shareLeft() {
        return Optional.ofNullable(shareLeft);
    }

    boolean drained() {
        return drained;
    }

    void markDrained() {
        drained = true;
    }
}
