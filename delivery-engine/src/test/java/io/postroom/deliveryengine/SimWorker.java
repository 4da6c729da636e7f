package io.postroom.deliveryengine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** One process in a simulation: the real dispatcher and lanes, with events instead of threads. */
final class SimWorker implements DispatchEffects {
    /** The process was killed: nothing of it goes on. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class Work {
        boolean handling;
        boolean abandoned;
        boolean over;
    }

    private final String name;
    private final SimWorld world;
    private final SimCluster cluster;
    private final SimLedger ledger;
    private final SimFaults faults;
    private final EngineConfig config;
    private final EngineTime time;
    private final EngineMeters meters;
    private final RetryPlanner planner;
    private final DurableRecords records;
    private final Mailbox<DispatchEvent> events = new Mailbox<>();
    private final DispatchCore core;
    private final Map<Lane, Mailbox<LaneMessage>> mail = new EnumMap<>(Lane.class);
    private final Map<Lane, LaneSession> sessions = new EnumMap<>(Lane.class);
    private final Map<Lane, SimLaneBroker> brokers = new EnumMap<>(Lane.class);
    private final Map<Slot, Work> works = new LinkedHashMap<>();
    private final Map<Lease, Boolean> outOfOrder = new IdentityHashMap<>();
    private final Set<Lane> ended = new HashSet<>();
    private final SimForwarder forwarder;
    private final Map<Gate, int[]> grants = new HashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private int finishedInParts;
    private int unfinished;
    private long wakeAt = Long.MAX_VALUE;
    private boolean stopping;
    private boolean dead;
    private boolean doomed;

    SimWorker(String name, SimWorld world, SimCluster cluster, SimLedger ledger, SimFaults faults,
            EngineConfig config) {
        this.name = name;
        this.world = world;
        this.cluster = cluster;
        this.ledger = ledger;
        this.faults = faults;
        this.config = config;
        this.time = world.time();
        this.meters = new EngineMeters(new SimpleMeterRegistry(), time, config);
        this.planner = new RetryPlanner(config);
        this.records = new DurableRecords(config.deadLetterTopic());
        this.core = new DispatchCore(config, this, time, meters);
        List<Lane> lanes = new ArrayList<>(config.topics().keySet());
        Collections.shuffle(lanes, world.random);
        for (Lane lane : lanes) {
            mail.put(lane, new Mailbox<>());
            open(lane);
            world.after(world.millis(20), () -> turn(lane));
        }
        forwarder = config.delayTiers().isEmpty()
                ? null
                : new SimForwarder(world, cluster, faults, this, config, meters);
    }

    private void open(Lane lane) {
        SimLaneBroker broker = new SimLaneBroker(world, cluster, faults, this, lane, config.limits().maxPollRecords());
        brokers.put(lane, broker);
        sessions.put(lane, new LaneSession(lane, config, broker, time, meters, mail.get(lane), this::post, nanos -> {
            checkAlive();
            world.runFor(Math.min(nanos, 5_000_000L));
            checkAlive();
            broker.hasControl();
        }, topic -> -1));
    }

    private void turn(Lane lane) {
        if (dead || ended.contains(lane)) {
            return;
        }
        try {
            LaneSession session = sessions.get(lane);
            SimLaneBroker broker = brokers.get(lane);
            try {
                if (stopping) {
                    broker.closing();
                    session.stop(time.nanos() + config.limits().drainTime().toNanos());
                    broker.close();
                    ended.add(lane);
                    return;
                }
                session.turn();
            } catch (KafkaException e) {
                world.trace("give up " + broker);
                broker.closing();
                session.giveUp();
                broker.close();
                if (stopping) {
                    ended.add(lane);
                    return;
                }
                open(lane);
            }
            world.after(1_000_000 + world.millis(40), () -> turn(lane));
        } catch (Killed e) {
            return;
        }
    }

    private void post(DispatchEvent event) {
        events.post(event);
        wake(world.now() + world.millis(1));
    }

    private void wake(long at) {
        if (at < wakeAt) {
            wakeAt = at;
            world.after(at - world.now(), () -> {
                if (!dead && wakeAt == at) {
                    wakeAt = Long.MAX_VALUE;
                    events.drain(core::handle);
                    checkPermits();
                    long next = core.dispatch();
                    checkPermits();
                    checkNothingWaitsInVain();
                    checkParked();
                    wake(next == Long.MAX_VALUE ? next : world.now() + Math.max(next - time.nanos(), 100_000));
                }
            });
        }
    }

    private void checkPermits() {
        long handling = works.values().stream().filter(work -> work.handling).count();
        if (handling > config.limits().concurrency()) {
            SimWorld.violated("More than " + config.limits().concurrency() + " deliveries at a time.");
        }
        for (GateConfig gate : config.gates()) {
            long passing = works.entrySet().stream().filter(
                    work -> work.getValue().handling && work.getKey().gate.name().equals(gate.name())).count();
            if (passing > gate.concurrency()) {
                SimWorld.violated("More than " + gate.concurrency() + " at a time through gate " + gate.name() + ".");
            }
        }
    }

    /** But for the one that is to try it, nothing waits at a broken provider that may go by one that works. */
    private void checkNothingWaitsInVain() {
        List<Gate> gates = core.gates().all();
        for (Gate broken : gates.stream().filter(gate -> !gate.circuit().closed()).toList()) {
            List<Gate> working = gates.stream()
                    .filter(gate -> gate.circuit().closed() && gate.senders().refused() == 0).toList();
            List<Slot> inVain = core.open().stream().flatMap(lease -> lease.keys.values().stream())
                    .map(KeyQueue::head)
                    .filter(slot -> slot != null && slot.stage == Slot.Stage.WAITING && slot.gate == broken
                            && !slot.mustGoOnHere()
                            && working.stream().anyMatch(gate -> slot.read().facts().gates().contains(gate.name())))
                    .toList();
            if (inVain.size() > 1) {
                SimWorld.violated("These wait at the broken provider " + broken.name() + ", and another works: "
                        + inVain);
            }
        }
    }

    /** What waits in memory never fills a partition so that it is held back: what may leave does. */
    private void checkParked() {
        if (config.retries().order() == RetryPolicy.Order.IN_ORDER) {
            return;
        }
        for (Lease lease : core.open()) {
            long parked = lease.keys.values().stream().map(KeyQueue::head)
                    .filter(slot -> slot != null && slot.stage == Slot.Stage.PARKED && !slot.partlySent).count();
            if (parked > config.limits().parkedPerPartition()) {
                SimWorld.violated(parked + " records of " + lease + " wait in memory.");
            }
        }
    }

    void stop() {
        world.trace("stop " + this);
        stopping = true;
        if (forwarder != null) {
            forwarder.stop();
        }
        post(new DispatchEvent.Halt());
    }

    boolean stopped() {
        return dead || ended.size() == mail.size() && (forwarder == null || forwarder.ended());
    }

    boolean alive() {
        return !dead && !stopping;
    }

    void crash() {
        world.trace("crash " + this);
        dead = true;
        for (SimLaneBroker broker : brokers.values()) {
            for (Lease lease : sessions.get(broker.lane()).leases().all()) {
                if (faults.orderly() && !outOfOrder.containsKey(lease)) {
                    ledger.killed(cluster.log(lease.partition()), cluster.map(lease.partition()), lease,
                            broker.lastControl());
                }
                givenAway(lease, false);
            }
            cluster.leave(broker);
        }
        if (forwarder != null) {
            forwarder.crash();
        }
    }

    /** Whether a lane of it waits for what is in flight of partitions that it must give back. */
    boolean givesBack() {
        return brokers.values().stream().anyMatch(SimMember::givesBack);
    }

    boolean dead() {
        return dead;
    }

    /** It is to die between the beginning of its next transaction and hearing of its end. */
    void doom() {
        doomed = true;
    }

    boolean diesInTransaction() {
        return doomed && faults.happens(world, 1);
    }

    boolean diedInTransaction() {
        return doomed && dead;
    }

    void fenceForwarder() {
        forwarder.fence();
    }

    /** A lane that lost its partitions may still be sending. */
    void fence(Lane lane) {
        world.trace("fence " + brokers.get(lane));
        brokers.get(lane).fence();
    }

    SimLaneBroker broker(Lane lane) {
        return brokers.get(lane);
    }

    void checkAlive() {
        if (dead) {
            throw new Killed();
        }
    }

    Lease lease(Lane lane, TopicPartition partition) {
        List<Lease> found = sessions.get(lane).leases().of(List.of(partition));
        return found.isEmpty() ? null : found.getFirst();
    }

    boolean inOrder(Lease lease) {
        return !dead && !outOfOrder.containsKey(lease);
    }

    void outOfOrder(Collection<TopicPartition> partitions) {
        for (LaneSession session : sessions.values()) {
            session.leases().of(partitions).forEach(lease -> givenAway(lease, false));
        }
    }

    /** The callback that gives partitions back has returned, after so long. */
    void leftInFlight(Collection<TopicPartition> partitions, long after) {
        boolean left = false;
        for (Slot slot : List.copyOf(works.keySet())) {
            Lease lease = slot.lease();
            if (partitions.contains(lease.partition()) && inOrder(lease) && !works.get(slot).over) {
                if (after < config.limits().drainTime().toNanos()) {
                    SimWorld.violated(slot + " was in flight when its partition was handed on.");
                }
                left = true;
                givenAway(lease, false);
            }
        }
        for (TopicPartition partition : partitions) {
            ledger.handedOn(partition, cluster.log(partition), cluster.map(partition), faults.orderly() && !left);
        }
    }

    void givenAway(Lease lease, boolean inOrder) {
        outOfOrder.put(lease, true);
        for (Slot slot : works.keySet()) {
            if (slot.lease() == lease && !works.get(slot).over) {
                ledger.mayDouble(SimLedger.id(slot.record()));
            }
        }
        ledger.handedOn(lease.partition(), cluster.log(lease.partition()), cluster.map(lease.partition()), inOrder);
    }

    void handedOver(List<ProducerRecord<byte[], byte[]>> records, Set<TopicPartition> partitions) {
        records.forEach(record -> handedOver(record, partitions));
    }

    private void handedOver(ProducerRecord<byte[], byte[]> record, Set<TopicPartition> partitions) {
        for (Slot slot : List.copyOf(core.inFlight())) {
            TopicPartition partition = slot.lease().partition();
            if (slot.left && partitions.contains(partition) && slot.record().value() == record.value()) {
                ledger.left(partition, slot.offset(), slot.lease());
            }
        }
        cluster.delay(record, world.now());
    }

    @Override
    public void read(Slot slot) {
        ConsumerRecord<byte[], byte[]> record = slot.record();
        world.after(world.millis(5), () -> {
            int id = SimLedger.id(record);
            if (dead) {
                return;
            }
            if (faults.happens(world, faults.read)) {
                post(new DispatchEvent.ReadFailed(slot));
            } else if (id % 97 == 96) {
                post(new DispatchEvent.Unreadable(slot, "garbage"));
            } else {
                ReadRequest<Integer> read = new ReadRequest<>(id, SimRequests.facts(id, time.now()));
                post(faults.happens(world, faults.brake)
                        ? new DispatchEvent.HeldBack(slot, read)
                        : new DispatchEvent.Read(slot, read));
            }
        });
    }

    @Override
    public void attempt(Slot slot) {
        checkTurn(slot);
        Work work = begin(slot);
        int id = (Integer) slot.read().request();
        RequestFacts facts = slot.read().facts();
        Instant began = time.now();
        if (SimRequests.cancelled(id) || Gates.isExpired(facts, began)) {
            post(new DispatchEvent.HandlerReturned(slot, new GateSignal.NotAsked()));
            finish(slot, work);
            return;
        }
        if (faults.happens(world, faults.brake)) {
            post(new DispatchEvent.HandlerReturned(slot, new GateSignal.NotAsked()));
            over(slot, work, new Ending.HeldBack());
            return;
        }
        work.handling = true;
        ledger.begin(this, slot, cluster);
        if (slot.gate.placeAtCall()) {
            world.after(world.millis(400), () -> wantCall(slot, work, began, true));
        } else {
            call(slot, work, began);
        }
    }

    private void wantCall(Slot slot, Work work, Instant began, boolean first) {
        if (dead || !work.handling) {
            return;
        }
        post(new DispatchEvent.CallWanted(slot, first, may -> {
            if (dead || !work.handling) {
                return;
            }
            if (may) {
                call(slot, work, began);
            } else {
                unfinished++;
                answered(slot, work, new Outcome.Unfinished(), began);
            }
        }));
    }

    /** Calls the provider for the first part that it has not taken yet. */
    private void call(Slot slot, Work work, Instant began) {
        int id = SimLedger.id(slot.record());
        int number = taken.getOrDefault(byItsProvider(slot), 0);
        UnknownPolicy policy = slot.read().facts().unknownPolicy();
        ledger.called(this, slot, cluster);
        SimRequests.Answer answer = SimRequests.answer(world, faults);
        long latency = world.millis(300 / SimRequests.parts(id));
        if (answer.accepted()) {
            world.after((long) (latency * world.random.nextDouble()), () -> ledger.accept(id, number, policy));
        }
        if (answer.outcome() instanceof Outcome.Unknown) {
            ledger.mayDouble(id);
        }
        if (!answer.hangs()) {
            world.after(latency, () -> answered(slot, work, answer.outcome(), began));
        }
    }

    /** What a provider took of a request is remembered here, by nobody else, and helps no other provider. */
    private static String byItsProvider(Slot slot) {
        return slot.gate.name() + SimLedger.id(slot.record());
    }

    /** For the next part the dispatcher is asked. */
    private void answered(Slot slot, Work work, Outcome outcome, Instant began) {
        if (dead || !work.handling) {
            return;
        }
        int id = SimLedger.id(slot.record());
        if (outcome instanceof Outcome.Delivered) {
            taken.merge(byItsProvider(slot), 1, Integer::sum);
        }
        int parts = taken.getOrDefault(byItsProvider(slot), 0);
        if (outcome instanceof Outcome.Delivered && parts < SimRequests.parts(id)) {
            wantCall(slot, work, began, false);
            return;
        }
        if (parts == SimRequests.parts(id)) {
            finishedInParts += parts > 1 ? 1 : 0;
            taken.remove(byItsProvider(slot));
        } else if (parts > 0) {
            ledger.mayDouble(id);
        }
        returned(slot, work, outcome, began);
    }

    /** How many requests of several parts it has sent. */
    int finishedInParts() {
        return finishedInParts;
    }

    /** How often an attempt ended for want of a place in the rate. */
    int unfinished() {
        return unfinished;
    }

    /** Bulk may go before waiting normal records only as often as the floor says. */
    private void checkTurn(Slot slot) {
        if (slot.read().facts().unknownPolicy() == UnknownPolicy.ASK || slot.gate == null) {
            return;
        }
        int[] counts = grants.computeIfAbsent(slot.gate, absent -> new int[2]);
        if (slot.lease().lane() == Lane.NORMAL) {
            counts[0]++;
        } else if (!slot.gate.ready(Lane.NORMAL).isEmpty()) {
            counts[1]++;
        }
        // Requests that must ask take turns too and are not seen here: hence the factor and the start.
        if (counts[1] > 3 + 0.08 * (counts[0] + counts[1])) {
            SimWorld.violated("Bulk went before waiting normal records more often than the floor says.");
        }
    }

    private Work begin(Slot slot) {
        Work work = new Work();
        works.put(slot, work);
        return work;
    }

    private void returned(Slot slot, Work work, Outcome outcome, Instant began) {
        if (dead || !work.handling) {
            return;
        }
        work.handling = false;
        ledger.end(this, slot);
        post(new DispatchEvent.HandlerReturned(slot, GateSignal.of(outcome)));
        Conclusion conclusion = planner.conclude(outcome, slot.read().facts().unknownPolicy(), slot.history, began,
                Duration.ofMillis(100));
        switch (conclusion) {
            case Conclusion.Finish finish -> {
                if (work.abandoned && finish.outcome() instanceof FinalOutcome.Unknown) {
                    over(slot, work, new Ending.Abandoned());
                } else {
                    finish(slot, work);
                }
            }
            case Conclusion.Again again -> over(slot, work, new Ending.Again(again.delay(), again.history()));
            case Conclusion.HeldBack heldBack -> over(slot, work, new Ending.HeldBack());
            case Conclusion.NoCost noCost -> over(slot, work, new Ending.NoCost());
        }
    }

    private void finish(Slot slot, Work work) {
        long delay = faults.slowSettling && faults.happens(world, 0.05) ? 6_000_000_000L : world.millis(20);
        world.after(delay, () -> {
            if (dead) {
                return;
            }
            if (work.abandoned && world.chance(0.5)) {
                over(slot, work, new Ending.Abandoned());
                return;
            }
            ledger.ended(this, slot, true);
            over(slot, work, new Ending.Settled());
        });
    }

    private void over(Slot slot, Work work, Ending ending) {
        work.over = true;
        works.remove(slot);
        post(new DispatchEvent.Ended(slot, ending));
    }

    @Override
    public void settle(Slot slot, FinalOutcome outcome) {
        finish(slot, begin(slot));
    }

    @Override
    public void settleUnreadable(Slot slot, String reason) {
        finish(slot, begin(slot));
    }

    @Override
    public void markStarted(Slot slot) {
        mail.get(slot.lease().lane()).post(new LaneMessage.Start(slot));
    }

    @Override
    public void handOver(Slot slot, DelayTier tier) {
        AttemptHistory history = slot.history;
        if (slot.read().facts().unknownPolicy() == UnknownPolicy.ASK) {
            mail.get(slot.lease().lane()).post(new LaneMessage.HandOver(slot, history, tier));
            return;
        }
        Work work = begin(slot);
        long madeAt = world.now();
        ProducerRecord<byte[], byte[]> record = records.delayed(slot.record(), history, tier, time.now());
        world.after(world.millis(faults.happens(world, faults.handOver) ? 2_000 : 20), () -> {
            if (dead) {
                return;
            }
            if (work.abandoned) {
                over(slot, work, new Ending.Abandoned());
                return;
            }
            ledger.ended(this, slot, false);
            cluster.delay(record, madeAt);
            over(slot, work, new Ending.Settled());
        });
    }

    @Override
    public void interruptHandler(Slot slot) {
        interrupt(slot, "deadline");
    }

    @Override
    public void abandon(Slot slot) {
        Work work = works.get(slot);
        if (work != null) {
            work.abandoned = true;
            ledger.mayDouble(SimLedger.id(slot.record()));
            interrupt(slot, "interrupted");
        }
    }

    private void interrupt(Slot slot, String reason) {
        Work work = works.get(slot);
        if (work != null && work.handling) {
            ledger.mayDouble(SimLedger.id(slot.record()));
            world.after(world.millis(5), () -> returned(slot, work, new Outcome.Unknown(reason), time.now()));
        }
    }

    @Override
    public void drained(DrainTicket ticket) {
        mail.get(ticket.lane()).post(new LaneMessage.Drained(ticket));
    }

    @Override
    public String toString() {
        return name;
    }
}
