package io.postroom.deliveryengine;

import org.jspecify.annotations.Nullable;

/**
 * The virtual thread that works on a slot, and what may interrupt it when. The deadline interrupts the handler only,
 * never the making durable of its outcome.
 */
final class Attempt {
    private @Nullable Thread thread;
    private boolean handling;
    private boolean overdue;
    private boolean abandoned;

    synchronized void begin() {
        thread = Thread.currentThread();
        if (abandoned) {
            thread.interrupt();
        }
    }

    synchronized void beginHandling() {
        handling = true;
    }

    /** Takes a late interrupt back, unless the lease has ended. */
    synchronized void endHandling() {
        handling = false;
        if (!abandoned) {
            Thread.interrupted();
        }
    }

    synchronized void end() {
        thread = null;
    }

    synchronized void interruptHandler() {
        if (handling && thread != null) {
            overdue = true;
            thread.interrupt();
        }
    }

    synchronized void abandon() {
        abandoned = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    synchronized boolean overdue() {
        return overdue;
    }

    synchronized boolean abandoned() {
        return abandoned;
    }
}
