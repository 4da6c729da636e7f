package io.postroom.deliveryengine;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a lane in session until the engine stops, whatever the brokers do. */
final class LaneThread implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(LaneThread.class);

    private final Lane lane;
    private final Supplier<LaneBroker> brokers;
    private final Function<LaneBroker, LaneSession> sessions;
    private final EngineTime time;
    private final Mailbox<LaneMessage> mail;
    private volatile long lastTurn;
    private volatile long stopBy = Long.MAX_VALUE;
    private volatile boolean stopping;
    private volatile boolean ready;
    private volatile @Nullable LaneSession session;

    LaneThread(Lane lane, Supplier<LaneBroker> brokers, Function<LaneBroker, LaneSession> sessions, EngineTime time,
            Mailbox<LaneMessage> mail) {
        this.lane = lane;
        this.brokers = brokers;
        this.sessions = sessions;
        this.time = time;
        this.mail = mail;
        this.lastTurn = time.nanos();
    }

    @Override
    public void run() {
        int failures = 0;
        while (!stopping) {
            long began = time.nanos();
            try (LaneBroker broker = brokers.get()) {
                LaneSession mine = sessions.apply(broker);
                session = mine;
                try {
                    serve(mine);
                } catch (RuntimeException e) {
                    mine.giveUp();
                    throw e;
                }
            } catch (RuntimeException e) {
                failures = Backoff.failures(failures, time.nanos() - began);
                log.atError().addKeyValue("lane", lane).addKeyValue("failures", failures)
                        .addKeyValue("error", e.getClass().getName()).setCause(e)
                        .log("The lane lost its consumer; it will get a new one.");
                pause(failures);
            } finally {
                session = null;
                ready = false;
            }
        }
    }

    private void serve(LaneSession mine) {
        while (!stopping) {
            mine.turn();
            ready = mine.ready();
            lastTurn = time.nanos();
        }
        mine.stop(stopBy);
    }

    private void pause(int failures) {
        long until = time.nanos() + Backoff.after(failures).toNanos();
        while (!stopping && time.nanos() < until) {
            lastTurn = time.nanos();
            mail.await(Math.min(until - time.nanos(), 100_000_000L));
            mail.drain(message -> log.atDebug().addKeyValue("lane", lane).log("Mail for a session that has ended."));
        }
    }

    void stop(long deadline) {
        stopBy = deadline;
        stopping = true;
    }

    long lastTurn() {
        return lastTurn;
    }

    boolean ready() {
        return ready;
    }
}
