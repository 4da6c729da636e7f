package io.postroom.deliveryengine;

/** Closes a gate whose provider fails, and lets one probe through at intervals. */
final class Circuit {
    private enum State {
        CLOSED, OPEN, PROBING
    }

    private final int failureThreshold;
    private final long probeInterval;
    private State state = State.CLOSED;
    private int failuresInRow;
    private long probeAt;

    Circuit(int failureThreshold, long probeInterval) {
        this.failureThreshold = failureThreshold;
        this.probeInterval = probeInterval;
    }

    boolean closed() {
        return state == State.CLOSED;
    }

    boolean admits(long now) {
        return switch (state) {
            case CLOSED -> true;
            case OPEN -> now >= probeAt;
            case PROBING -> false;
        };
    }

    /** When the next probe may pass; {@link Long#MAX_VALUE} while its answer is awaited. */
    long admitsAt(long now) {
        return switch (state) {
            case CLOSED -> now;
            case OPEN -> probeAt;
            case PROBING -> Long.MAX_VALUE;
        };
    }

    /** An attempt passes; returns whether it is a probe. */
    boolean enter() {
        if (state == State.OPEN) {
            state = State.PROBING;
            return true;
        }
        return false;
    }

    void leave(GateSignal signal, boolean probe, long now) {
        if (state != State.CLOSED && !probe) {
            return;
        }
        switch (signal) {
            case GateSignal.Success success -> close();
            case GateSignal.Throttled throttled -> close();
            case GateSignal.SenderRefused refused -> close();
            case GateSignal.Failure failure -> {
                failuresInRow++;
                if (probe || failuresInRow >= failureThreshold) {
                    open(now + probeInterval);
                }
            }
            case GateSignal.Unavailable unavailable -> open(now + probeInterval);
            case GateSignal.NotAsked notAsked -> {
                if (probe) {
                    open(now);
                }
            }
        }
    }

    private void close() {
        state = State.CLOSED;
        failuresInRow = 0;
    }

    private void open(long nextProbe) {
        state = State.OPEN;
        probeAt = nextProbe;
    }
}
