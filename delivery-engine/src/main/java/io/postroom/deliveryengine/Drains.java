package io.postroom.deliveryengine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who waits until nothing of some leases is in flight. Their part of the rate is given up then, since what is in flight may
 * need it to be finished, and before anybody is told. Belongs to the dispatcher.
 */
final class Drains {
    private final DispatchEffects effects;
    private final Consumer<DispatchEvent.Share> giveUp;
    private final List<DrainTicket> tickets = new ArrayList<>();

    Drains(DispatchEffects effects, Consumer<DispatchEvent.Share> giveUp) {
        this.effects = effects;
        this.giveUp = giveUp;
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
                ticket.shareLeft().ifPresent(giveUp);
                ticket.markDrained();
                effects.drained(ticket);
            }
            return drained;
        });
    }
}
