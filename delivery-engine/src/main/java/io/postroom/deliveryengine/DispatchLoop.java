package io.postroom.deliveryengine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dispatcher's thread: events in, effects out. */
final class DispatchLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(DispatchLoop.class);
    private static final long LONGEST_WAIT = 1_000_000_000L;

    private final Mailbox<DispatchEvent> mailbox;
    private final DispatchCore core;
    private final EngineTime time;
    private volatile long lastTurn;
    private volatile boolean broken;
    private volatile boolean finished;

    DispatchLoop(Mailbox<DispatchEvent> mailbox, DispatchCore core, EngineTime time) {
        this.mailbox = mailbox;
        this.core = core;
        this.time = time;
        this.lastTurn = time.nanos();
    }

    @Override
    public void run() {
        while (!finished) {
            mailbox.drain(this::handle);
            long next = dispatch();
            long now = time.nanos();
            lastTurn = now;
            mailbox.await(Math.min(LONGEST_WAIT, next - now));
        }
    }

    /** An event that breaks is a defect: the rest goes on, and liveness asks for a restart. */
    private void handle(DispatchEvent event) {
        try {
            core.handle(event);
        } catch (RuntimeException e) {
            broken = true;
            log.atError().addKeyValue("event", event.getClass().getSimpleName()).setCause(e)
                    .log("The dispatcher could not handle an event; the engine reports that it is not live.");
        }
    }

    /** The same: what is in flight can still end, and what drains can still be told so. */
    private long dispatch() {
        try {
            return core.dispatch();
        } catch (RuntimeException e) {
            if (!broken) {
                log.atError().setCause(e).log(
                        "The dispatcher could not start what is due; the engine reports that it is not live.");
            }
            broken = true;
            return time.nanos() + LONGEST_WAIT;
        }
    }

    /** Does not wait for what the loop is waiting for: an orderly stop is as long as it must be. */
    void finish() {
        finished = true;
        mailbox.post(new DispatchEvent.Halt());
    }

    boolean broken() {
        return broken;
    }

    long lastTurn() {
        return lastTurn;
    }
}
