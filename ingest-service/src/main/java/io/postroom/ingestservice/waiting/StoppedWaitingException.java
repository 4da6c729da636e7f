package io.postroom.ingestservice.waiting;

/** The service is being stopped, so that the waiting ended without what was waited for. */
public final class StoppedWaitingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedWaitingException(String what) {
        super("The service was stopped while it waited for " + what + ".");
    }
}
