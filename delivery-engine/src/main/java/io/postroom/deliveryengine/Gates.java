package io.postroom.deliveryengine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All gates and the permits they share. First a gate that has room, then the first record allowed through it: a record is
 * never chosen before there is a permit for it. Belongs to the dispatcher.
 */
final class Gates {
    private record Ownership(int owned, int all) {}

    private final Map<String, Gate> gates = new LinkedHashMap<>();
    private final List<Gate> order;
    private final Set<Lane> lanes;
    private final Map<Lane, Ownership> ownership = new EnumMap<>(Lane.class);
    private final ObjLongConsumer<Slot> putAside;
    private final int concurrency;
    private final int bulkConcurrency;
    private int taken;
    private int takenByBulk;
    private int turn;

    /** Is told of what waits for its sender, and until when at the earliest. */
    Gates(EngineConfig config, long now, ObjLongConsumer<Slot> putAside) {
        this.putAside = putAside;
        for (GateConfig gate : config.gates()) {
            gates.put(gate.name(), new Gate(gate, config.limits(), now));
        }
        order = List.copyOf(gates.values());
        lanes = config.topics().keySet();
        concurrency = config.limits().concurrency();
        bulkConcurrency = Gate.bulkShare(concurrency, config.limits().normalReservePercent());
    }

    /** Lets a slot wait for the gate it prefers among those that work; false if none of its gates exists. */
    boolean await(Slot slot, long now) {
        Gate gate = choose(slot, now);
        if (gate == null) {
            return false;
        }
        slot.stage = Slot.Stage.WAITING;
        slot.gate = gate;
        slot.since = now;
        gate.ready(slot.lease().lane()).add(slot.key());
        return true;
    }

    private @Nullable Gate choose(Slot slot, long now) {
        if (slot.mustGoOnHere() && slot.gate != null) {
            return slot.gate;
        }
        Gate first = null;
        for (String name : slot.read().facts().gates()) {
            Gate gate = gates.get(name);
            if (gate == null) {
                continue;
            }
            boolean probeWanted = gate.circuit().admits(now) && !gate.hasReady();
            if ((gate.circuit().closed() || probeWanted) && gate.senders().admit(slot, now)) {
                return gate;
            }
            first = first == null ? gate : first;
        }
        return first;
    }

    /** The next record that may pass, with its permits taken; null if none may. */
    @Nullable
    Slot next(long now) {
        if (taken >= concurrency) {
            return null;
        }
        for (int i = 0; i < order.size(); i++) {
            Gate gate = order.get((turn + i) % order.size());
            Lane lane = turn(gate, now);
            if (lane != null && gate.hasRoom(now)) {
                turn = (turn + i + 1) % order.size();
                return enter(gate, lane, now);
            }
        }
        return null;
    }

    /** Whose turn it is, once those whose sender is refused have been put aside. */
    private @Nullable Lane turn(Gate gate, long now) {
        for (;;) {
            Lane lane = gate.turn(takenByBulk < bulkConcurrency);
            KeyQueue key = lane == null ? null : gate.ready(lane).peek();
            Slot slot = key == null ? null : key.head();
            if (lane == null || slot == null || gate.senders().admit(slot, now)) {
                return lane;
            }
            gate.ready(lane).poll();
            putAside.accept(slot, gate.senders().admitAt(slot, now));
        }
    }

    private Slot enter(Gate gate, Lane lane, long now) {
        KeyQueue key = gate.ready(lane).poll();
        Slot slot = key == null ? null : key.head();
        if (slot == null) {
            throw new IllegalStateException("A key without records waits at gate '" + gate.name() + "'.");
        }
        taken++;
        takenByBulk += lane == Lane.BULK ? 1 : 0;
        slot.passing = true;
        slot.permit = true;
        slot.probe = gate.enter(slot, now);
        return slot;
    }

    /** Gives the permit of the gate back and learns from what came of it. */
    void leave(Slot slot, GateSignal signal, long now) {
        Gate gate = slot.gate;
        if (gate == null || !slot.passing) {
            return;
        }
        boolean wasClosed = gate.circuit().closed();
        slot.passing = false;
        gate.leave(slot, signal, now);
        if (wasClosed != gate.circuit().closed() || slot.senderProbe) {
            chooseAgain(now);
        }
    }

    /** Gives the permit shared by all gates back: its outcome is durable, or it waits without one. */
    void release(Slot slot) {
        if (slot.permit) {
            slot.permit = false;
            taken--;
            takenByBulk -= slot.lease().lane() == Lane.BULK ? 1 : 0;
        }
    }

    /**
     * What waits where the circuit is open goes to a gate that works, and one of it to each that nobody is about to try. Called
     * whenever a circuit opens or closes, and now and then for what time alone changes.
     */
    void chooseAgain(long now) {
        Set<Gate> untried = new HashSet<>(order);
        untried.removeIf(gate -> gate.circuit().closed() || !gate.circuit().admits(now) || gate.hasReady());
        for (Gate gate : order) {
            if (gate.circuit().closed()) {
                continue;
            }
            for (Lane lane : Lane.values()) {
                List<Slot> moving = new ArrayList<>();
                gate.ready(lane).removeIf(key -> {
                    Slot head = key.head();
                    return head != null && goesElsewhere(head, untried, now) && moving.add(head);
                });
                moving.forEach(slot -> await(slot, now));
            }
        }
    }

    private boolean goesElsewhere(Slot slot, Set<Gate> untried, long now) {
        if (slot.mustGoOnHere()) {
            return false;
        }
        for (String name : slot.read().facts().gates()) {
            Gate gate = gates.get(name);
            if (gate != null && gate != slot.gate && gate.senders().admit(slot, now)
                    && (gate.circuit().closed() || untried.remove(gate))) {
                return true;
            }
        }
        return false;
    }

    void share(Lane lane, int owned, int all, long now) {
        ownership.put(lane, new Ownership(owned, all));
        boolean known = lanes.stream().allMatch(each -> {
            Ownership one = ownership.get(each);
            return one != null && one.all() > 0;
        });
        double sumOwned = ownership.values().stream().mapToInt(Ownership::owned).sum();
        double sumAll = ownership.values().stream().mapToInt(Ownership::all).sum();
        double share = known ? Math.min(1, sumOwned / sumAll) : 0;
        order.forEach(gate -> gate.share(share, now));
    }

    /** The part of a lane's partitions that is ours, as far as known. */
    double share(Lane lane) {
        Ownership one = ownership.get(lane);
        return one == null || one.all() == 0 ? 0 : (double) one.owned() / one.all();
    }

    /** Takes what has expired out of the queues. */
    List<Slot> removeExpired(Collection<Lease> leases, Instant now) {
        Set<KeyQueue> keys = new HashSet<>();
        List<Slot> expired = new ArrayList<>();
        for (Lease lease : leases) {
            for (KeyQueue key : lease.keys.values()) {
                Slot head = key.head();
                if (head != null && head.stage == Slot.Stage.WAITING && isExpired(head.read().facts(), now)) {
                    keys.add(key);
                    expired.add(head);
                }
            }
        }
        if (!keys.isEmpty()) {
            removeIf(keys::contains);
        }
        return expired;
    }

    static boolean isExpired(RequestFacts facts, Instant now) {
        Instant expiresAt = facts.expiresAt();
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    void forget(Collection<Lease> leases) {
        removeIf(key -> leases.contains(key.lease()));
    }

    private void removeIf(Predicate<KeyQueue> unwanted) {
        for (Gate gate : order) {
            for (Lane lane : Lane.values()) {
                gate.ready(lane).removeIf(unwanted);
            }
        }
    }

    /** When a delivery that has begun may call once more. */
    long nextFurtherCall(long now) {
        long next = Long.MAX_VALUE;
        for (Gate gate : order) {
            next = Math.min(next, gate.furtherCallAt(now));
        }
        return next;
    }

    /** When rate and circuit leave room for something that waits. */
    long nextRoom(long now) {
        long next = Long.MAX_VALUE;
        for (Gate gate : order) {
            next = Math.min(next, gate.clearedAt(now));
            Lane lane = gate.turn(takenByBulk < bulkConcurrency);
            if (lane != null) {
                long at = gate.roomAt(now);
                // Room now and yet nothing started: a completion will tell.
                next = at > now ? Math.min(next, at) : next;
            }
        }
        return next;
    }

    /** Lets deliveries that have begun go on, as far as there is room. */
    void grantCalls(long now, Predicate<Slot> mayGoOn) {
        for (Gate gate : order) {
            gate.grantCalls(now, mayGoOn);
        }
    }

    /** These do not go on. */
    void refuseCalls(Predicate<Slot> which) {
        order.forEach(gate -> gate.refuseCalls(which));
    }

    /** The next marked record that may be called now; null if none may. */
    @Nullable
    Slot nextCleared(long now) {
        for (Gate gate : order) {
            Slot slot = gate.nextCleared(now);
            if (slot != null) {
                return slot;
            }
        }
        return null;
    }

    List<Slot> removeCleared(Collection<Lease> leases) {
        return order.stream().flatMap(gate -> gate.removeCleared(leases).stream()).toList();
    }

    List<Gate> all() {
        return order;
    }

    int taken() {
        return taken;
    }
}
