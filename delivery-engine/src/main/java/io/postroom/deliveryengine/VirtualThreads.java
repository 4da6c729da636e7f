package io.postroom.deliveryengine;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Carries out what the dispatcher wants: a virtual thread each, or a message to a lane. */
final class VirtualThreads<T> implements DispatchEffects {
    /** So old a place may be when it is used; as late as a token may be taken. */
    private static final long FRESH = 50_000_000L;

    private final DeliveryRunner<T> runner;
    private final RetryPlanner planner;
    private final EngineTime time;
    private final Map<Lane, Consumer<LaneMessage>> lanes;
    private final ThreadFactory threads;

    VirtualThreads(DeliveryRunner<T> runner, RetryPlanner planner, EngineTime time,
            Map<Lane, Consumer<LaneMessage>> lanes, String name, Consumer<DispatchEvent> dispatcher) {
        this.runner = runner;
        this.planner = planner;
        this.time = time;
        this.lanes = lanes;
        this.dispatcher = dispatcher;
        this.threads = Thread.ofVirtual().name(name + "-delivery-", 0).factory();
    }

    private final Consumer<DispatchEvent> dispatcher;

    @Override
    public void read(Slot slot) {
        ConsumerRecord<byte[], byte[]> record = slot.record();
        threads.newThread(() -> runner.read(slot, record)).start();
    }

    @Override
    public void attempt(Slot slot) {
        Delivery<T> delivery = delivery(slot);
        AttemptHistory history = slot.history;
        start(slot, attempt -> runner.attempt(attempt, slot, delivery, history));
    }

    @Override
    public void settle(Slot slot, FinalOutcome outcome) {
        Delivery<T> delivery = delivery(slot);
        start(slot, attempt -> dispatcher.accept(new DispatchEvent.Ended(slot,
                runner.settle(attempt, delivery, new Conclusion.Finish(outcome)))));
    }

    @Override
    public void settleUnreadable(Slot slot, String reason) {
        ConsumerRecord<byte[], byte[]> record = slot.record();
        start(slot, attempt -> dispatcher
                .accept(new DispatchEvent.Ended(slot, runner.settleUnreadable(attempt, record, reason))));
    }

    @Override
    public void markStarted(Slot slot) {
        lane(slot.lease().lane()).accept(new LaneMessage.Start(slot));
    }

    @Override
    public void handOver(Slot slot, DelayTier tier) {
        AttemptHistory history = slot.history;
        if (slot.read().facts().unknownPolicy() == UnknownPolicy.ASK) {
            lane(slot.lease().lane()).accept(new LaneMessage.HandOver(slot, history, tier));
            return;
        }
        ConsumerRecord<byte[], byte[]> record = slot.record();
        start(slot, attempt -> dispatcher
                .accept(new DispatchEvent.Ended(slot, runner.handOver(attempt, record, history, tier))));
    }

    @Override
    public void interruptHandler(Slot slot) {
        Attempt attempt = slot.attempt;
        if (attempt != null) {
            attempt.interruptHandler();
        }
    }

    @Override
    public void abandon(Slot slot) {
        Attempt attempt = slot.attempt;
        if (attempt != null) {
            attempt.abandon();
        }
    }

    @Override
    public void drained(DrainTicket ticket) {
        lane(ticket.lane()).accept(new LaneMessage.Drained(ticket));
    }

    private Consumer<LaneMessage> lane(Lane lane) {
        return java.util.Objects.requireNonNull(lanes.get(lane));
    }

    private void start(Slot slot, Consumer<Attempt> work) {
        Attempt attempt = new Attempt();
        slot.attempt = attempt;
        threads.newThread(() -> {
            attempt.begin();
            try {
                work.accept(attempt);
            } finally {
                attempt.end();
            }
        }).start();
    }

    /** The rate as one attempt sees it, which begins with a place in it, or without one. */
    private final class SlotPace implements Pace {
        private final Slot slot;
        private final boolean placeAtCall;
        private final long began = time.nanos();

        SlotPace(Slot slot, @Nullable Gate gate) {
            this.slot = slot;
            this.placeAtCall = gate != null && gate.placeAtCall();
        }

        @Override
        public boolean firstCall() throws InterruptedException {
            return !placeAtCall && time.nanos() - began <= FRESH || waitForPlace(true);
        }

        @Override
        public boolean nextCall() throws InterruptedException {
            return waitForPlace(false);
        }

        private boolean waitForPlace(boolean first) throws InterruptedException {
            BlockingQueue<Boolean> answer = new ArrayBlockingQueue<>(1);
            dispatcher.accept(new DispatchEvent.CallWanted(slot, first, answer::add));
            return answer.take();
        }
    }

    /** What the reader made is what the handler gets: the cast is as safe as the engine's type parameter. */
    @SuppressWarnings("unchecked")
    private Delivery<T> delivery(Slot slot) {
        ReadRequest<T> read = (ReadRequest<T>) slot.read();
        Gate gate = slot.gate;
        Instant firstAt = slot.history.firstAt();
        return new Delivery<>(slot.record(), read.request(), read.facts(), slot.lease().lane(),
                gate == null ? read.facts().gates().getFirst() : gate.name(), slot.history.attempts() + 1,
                firstAt == null ? time.now() : firstAt, planner.isLast(slot.history), new SlotPace(slot, gate));
    }
}
