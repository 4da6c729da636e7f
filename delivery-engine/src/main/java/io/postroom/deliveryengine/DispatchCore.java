package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides what is done when: reads heads of keys, lets them through gates, parks retries, hands long ones over, drains
 * leases. No thread, no input or output, no clock of its own: events go in, effects come out, so that a simulation runs
 * the very same code.
 *
 * <p>What must hold: no key has two records in flight; a lease that closes starts nothing; what is parked holds no
 * permit.
 */
final class DispatchCore {
    private static final long SWEEP_INTERVAL = Duration.ofSeconds(1).toNanos();
    private static final Duration START_AGAIN = Duration.ofSeconds(1);

    private final EngineConfig config;
    private final DispatchEffects effects;
    private final EngineTime time;
    private final EngineMeters meters;
    private final Gates gates;
    private final ReadAhead readAhead;
    private final Timers timers = new Timers();
    private final Parking parking;
    private final Set<Slot> inFlight = new LinkedHashSet<>();
    private final Set<Lease> open = new LinkedHashSet<>();
    private final Drains drains;
    private long nextSweep;
    private boolean halted;

    DispatchCore(EngineConfig config, DispatchEffects effects, EngineTime time, EngineMeters meters) {
        this.config = config;
        this.effects = effects;
        this.time = time;
        this.meters = meters;
        this.gates = new Gates(config, time.nanos(), this::putAside);
        this.readAhead = new ReadAhead(effects);
        this.drains = new Drains(effects, left -> share(left.lane(), left.owned(), left.all()));
        this.parking = new Parking(config, effects, time, timers, meters);
    }

    void handle(DispatchEvent event) {
        switch (event) {
            case DispatchEvent.Offered offered -> offered.slots().forEach(this::offer);
            case DispatchEvent.Read read -> read(read.slot(), read.read(), false);
            case DispatchEvent.HeldBack held -> read(held.slot(), held.read(), true);
            case DispatchEvent.ReadFailed failed -> readFailed(failed.slot());
            case DispatchEvent.Unreadable unreadable -> unreadable(unreadable.slot(), unreadable.reason());
            case DispatchEvent.Started started -> started.slots().forEach(this::started);
            case DispatchEvent.StartRefused refused -> refused.slots().forEach(this::startRefused);
            case DispatchEvent.CallWanted wanted -> callWanted(wanted);
            case DispatchEvent.HandlerReturned returned ->
                gates.leave(returned.slot(), returned.signal(), time.nanos());
            case DispatchEvent.Ended ended -> ended(ended.slot(), ended.ending());
            case DispatchEvent.Close close -> close(close.ticket());
            case DispatchEvent.Abandon abandon -> abandon(abandon.leases());
            case DispatchEvent.Closed closed -> closed(closed.leases());
            case DispatchEvent.Share share -> share(share.lane(), share.owned(), share.all());
            case DispatchEvent.Halt halt -> halted = true;
        }
    }

    /** Starts everything that can start now. Returns when to call again at the latest if no event comes before. */
    long dispatch() {
        long now = time.nanos();
        timers.due(now, this::wake);
        if (now >= nextSweep) {
            nextSweep = now + SWEEP_INTERVAL;
            interruptOverdue(now);
            gates.chooseAgain(now);
            gates.refuseCalls(slot -> !mayGoOn(slot, now));
            expireWaiting();
            meters.dispatch(DispatchSnapshot.of(inFlight, open, gates, now));
        }
        // Before anything new: what has begun is finished, even if nothing else begins any more.
        gates.grantCalls(now, slot -> mayGoOn(slot, now));
        if (!halted) {
            readAhead.start();
            for (Slot slot = gates.nextCleared(now); slot != null; slot = gates.nextCleared(now)) {
                begin(slot, now);
            }
            for (Slot slot = gates.next(now); slot != null; slot = gates.next(now)) {
                launch(slot, now);
            }
        }
        long next = Math.min(nextSweep, Math.min(timers.next(), gates.nextFurtherCall(now)));
        return halted ? next : Math.min(next, gates.nextRoom(now));
    }

    Gates gates() {
        return gates;
    }

    Set<Slot> inFlight() {
        return inFlight;
    }

    Set<Lease> open() {
        return open;
    }

    private void offer(Slot slot) {
        Lease lease = slot.lease();
        if (lease.phase != Lease.Phase.OPEN) {
            return;
        }
        open.add(lease);
        Object name = KeyQueue.keyOf(slot);
        KeyQueue key = lease.keys.computeIfAbsent(name, absent -> new KeyQueue(lease, name));
        slot.key = key;
        key.add(slot);
        if (key.head() == slot) {
            readAhead.add(slot);
        }
    }

    private void read(Slot slot, ReadRequest<?> read, boolean heldBack) {
        readAhead.answered(slot);
        if (slot.lease().phase != Lease.Phase.OPEN) {
            return;
        }
        slot.read = read;
        slot.readFailures = 0;
        if (slot.foundStarted()) {
            settle(slot, new FinalOutcome.Unknown("interrupted"));
        } else if (heldBack) {
            holdBack(slot);
        } else if (!gates.await(slot, time.nanos())) {
            meters.unknownGate(read.facts());
            readAgainLater(slot);
        }
    }

    private void holdBack(Slot slot) {
        if (Gates.isExpired(slot.read().facts(), time.now())) {
            settle(slot, new FinalOutcome.Expired());
            return;
        }
        enterFlight(slot);
        if (!parking.holdsBack(slot)) {
            leaveFlight(slot);
        }
    }

    private void readFailed(Slot slot) {
        readAhead.answered(slot);
        readAgainLater(slot);
    }

    private void readAgainLater(Slot slot) {
        slot.stage = Slot.Stage.QUEUED;
        slot.readFailures++;
        timers.at(time.nanos() + Backoff.after(slot.readFailures).toNanos(), slot);
    }

    private void unreadable(Slot slot, String reason) {
        readAhead.answered(slot);
        if (slot.lease().phase == Lease.Phase.OPEN) {
            enterFlight(slot);
            effects.settleUnreadable(slot, reason);
        }
    }

    private void launch(Slot slot, long now) {
        meters.waited(slot, Math.max(0, now - slot.since));
        enterFlight(slot);
        if (!slot.asks()) {
            begin(slot, now);
            return;
        }
        slot.stage = Slot.Stage.STARTING;
        if (slot.started()) {
            started(slot);
        } else {
            effects.markStarted(slot);
        }
    }

    private void begin(Slot slot, long now) {
        slot.stage = Slot.Stage.IN_FLIGHT;
        slot.since = now;
        meters.started(slot);
        effects.attempt(slot);
    }

    private void started(Slot slot) {
        Gate gate = slot.gate;
        if (gate != null && slot.lease().phase == Lease.Phase.OPEN && !halted) {
            gate.cleared(slot);
        } else {
            startRefused(slot);
        }
    }

    private void share(Lane lane, int owned, int all) {
        gates.share(lane, owned, all, time.nanos());
    }

    private void callWanted(DispatchEvent.CallWanted wanted) {
        Slot slot = wanted.slot();
        Gate gate = slot.gate;
        slot.partlySent |= !wanted.first();
        if (gate != null && mayGoOn(slot, time.nanos())) {
            gate.wantsCall(slot, wanted.answer());
        } else {
            wanted.answer().accept(false);
        }
    }

    /** The second half of an attempt's deadline is for the call that began last: it must not be cut off. */
    private boolean mayGoOn(Slot slot, long now) {
        long longest = config.limits().attemptDeadline().toNanos() / 2;
        return slot.passing && slot.lease().phase != Lease.Phase.CLOSED && now - slot.since < longest;
    }

    private void startRefused(Slot slot) {
        unmark(slot);
        gates.leave(slot, new GateSignal.NotAsked(), time.nanos());
        leaveFlight(slot);
        if (slot.lease().phase == Lease.Phase.OPEN) {
            slot.stage = Slot.Stage.QUEUED;
            timers.at(time.nanos() + START_AGAIN.toNanos(), slot);
        }
    }

    private void settle(Slot slot, FinalOutcome outcome) {
        enterFlight(slot);
        effects.settle(slot, outcome);
    }

    private void enterFlight(Slot slot) {
        slot.stage = Slot.Stage.IN_FLIGHT;
        slot.since = time.nanos();
        inFlight.add(slot);
        slot.lease().inFlight++;
    }

    private void leaveFlight(Slot slot) {
        Lease lease = slot.lease();
        inFlight.remove(slot);
        gates.release(slot);
        lease.inFlight--;
        if (lease.phase == Lease.Phase.CLOSING && lease.inFlight == 0) {
            drains.answer();
        }
    }

    private void ended(Slot slot, Ending ending) {
        Lease lease = slot.lease();
        if (lease.phase == Lease.Phase.CLOSED) {
            inFlight.remove(slot);
            gates.release(slot);
            meters.lateCompletion();
            return;
        }
        switch (ending) {
            case Ending.Settled settled -> finish(slot);
            case Ending.Again again -> {
                slot.history = again.history();
                unmark(slot);
                if (lease.phase == Lease.Phase.OPEN && parking.waits(slot, again.delay())) {
                    return;
                }
            }
            case Ending.HeldBack heldBack -> {
                unmark(slot);
                if (lease.phase == Lease.Phase.OPEN && parking.holdsBack(slot)) {
                    return;
                }
            }
            case Ending.NoCost noCost -> {
                unmark(slot);
                if (lease.phase == Lease.Phase.OPEN) {
                    gates.await(slot, time.nanos());
                }
            }
            case Ending.Abandoned abandoned -> meters.abandoned();
        }
        leaveFlight(slot);
    }

    /** Of what was sent in part, nobody may guess how much: whoever gets its partition reports it as unknown. */
    private static void unmark(Slot slot) {
        if (!slot.partlySent) {
            slot.markStarted(false);
        }
    }

    private void finish(Slot slot) {
        KeyQueue key = slot.key();
        int bytes = slot.bytes();
        slot.markDone();
        slot.lease().countCompletion(bytes);
        key.removeHead();
        Slot next = key.head();
        if (next == null) {
            slot.lease().keys.remove(key.key());
        } else if (slot.lease().phase == Lease.Phase.OPEN) {
            readAhead.add(next);
        }
    }

    private void wake(Slot slot) {
        Lease lease = slot.lease();
        parking.left(slot);
        if (lease.phase != Lease.Phase.OPEN) {
            return;
        }
        if (slot.read != null && Gates.isExpired(slot.read.facts(), time.now())) {
            settle(slot, new FinalOutcome.Expired());
        } else if (slot.read == null || !gates.await(slot, time.nanos())) {
            readAhead.add(slot);
        }
    }

    /** Its sender is refused where it would go: it waits until one of them is tried again, and looks anew. */
    private void putAside(Slot slot, long until) {
        slot.stage = Slot.Stage.QUEUED;
        timers.at(Math.min(until, time.nanos() + START_AGAIN.toNanos()), slot);
    }

    private void interruptOverdue(long now) {
        long deadline = config.limits().attemptDeadline().toNanos();
        for (Slot slot : inFlight) {
            if (slot.passing && slot.stage == Slot.Stage.IN_FLIGHT && now - slot.since >= deadline) {
                effects.interruptHandler(slot);
            }
        }
    }

    private void expireWaiting() {
        for (Slot slot : gates.removeExpired(open, time.now())) {
            settle(slot, new FinalOutcome.Expired());
        }
    }

    private void close(DrainTicket ticket) {
        for (Lease lease : ticket.leases()) {
            lease.phase = Lease.Phase.CLOSING;
            open.remove(lease);
        }
        forget(ticket.leases());
        drains.add(ticket);
    }

    private void abandon(List<Lease> leases) {
        for (Slot slot : inFlight) {
            if (leases.contains(slot.lease())) {
                effects.abandon(slot);
            }
        }
        gates.refuseCalls(slot -> leases.contains(slot.lease()));
    }

    private void closed(List<Lease> leases) {
        for (Lease lease : leases) {
            lease.phase = Lease.Phase.CLOSED;
            open.remove(lease);
        }
        forget(leases);
        for (Lease lease : leases) {
            meters.unknownOutcomes(lease.inFlight);
            lease.keys.clear();
        }
        drains.answer();
    }

    private void forget(List<Lease> leases) {
        gates.forget(leases);
        gates.removeCleared(leases).forEach(this::startRefused);
        readAhead.forget(leases);
    }
}
