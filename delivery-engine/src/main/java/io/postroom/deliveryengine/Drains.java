package io.postroom.deliveryengine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Who waits until nothing of some leases is in flight. Belongs to the dispatcher. */
final class Drains {
    private final DispatchEffects effects;
    private final List<DrainTicket> tickets = new ArrayList<>();

    Drains(DispatchEffects effects) {
        this.effects = effects;
    }

    void add(DrainTicket ticket) {
        tickets.add(ticket);
        answer();
    }

    /** Tells those who need not wait any longer. A lease that has ended holds nobody up. */
    void answer() {
        tickets.removeIf(ticket -> {
            boolean drained = ticket.leases().stream()
                    .allMatch(lease -> lease.inFlight == 0 || lease.phase == Lease.Phase.CLOSED);
            if (drained) {
                ticket.markDrained();
                effects.drained(ticket);
            }
            return drained;
        });
    }

    /** Nobody waits any more for what has ended as a whole. */
    void forget(Collection<Lease> ended) {
        tickets.removeIf(ticket -> ended.containsAll(ticket.leases()));
        answer();
    }
}
