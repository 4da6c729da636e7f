package io.postroom.deliveryengine;

import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns records of the delay topics to their lanes once they are due, each exactly once: sent and committed in one
 * transaction. Delivers nothing. One thread, one consumer for all tiers; keeps it in session until the engine stops.
 */
final class DelayForwarder implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(DelayForwarder.class);

    private final EngineConfig config;
    private final Supplier<GroupBroker> brokers;
    private final LongConsumer idle;
    private final EngineTime time;
    private final EngineMeters meters;
    private volatile boolean stopping;
    private volatile long lastTurn;

    /** @param idle waits for so many nanoseconds */
    DelayForwarder(EngineConfig config, Supplier<GroupBroker> brokers, LongConsumer idle, EngineTime time,
            EngineMeters meters) {
        this.config = config;
        this.brokers = brokers;
        this.idle = idle;
        this.time = time;
        this.meters = meters;
        this.lastTurn = time.nanos();
    }

    @Override
    public void run() {
        int failures = 0;
        while (!stopping) {
            long began = time.nanos();
            try (GroupBroker broker = brokers.get()) {
                DelaySession session = new DelaySession(config, broker, time, meters);
                while (!stopping) {
                    session.turn();
                    lastTurn = time.nanos();
                }
            } catch (RuntimeException e) {
                failures = Backoff.failures(failures, time.nanos() - began);
                log.atWarn().addKeyValue("failures", failures).addKeyValue("error", e.getClass().getName()).setCause(e)
                        .log("The delay forwarder begins anew from what is committed.");
                pause(failures);
            }
        }
    }

    private void pause(int failures) {
        long until = time.nanos() + Backoff.after(failures).toNanos();
        while (!stopping && time.nanos() < until) {
            lastTurn = time.nanos();
            idle.accept(Math.min(until - time.nanos(), 100_000_000L));
        }
    }

    void stop() {
        stopping = true;
    }

    long lastTurn() {
        return lastTurn;
    }
}
