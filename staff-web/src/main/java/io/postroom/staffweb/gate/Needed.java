package io.postroom.staffweb.gate;

import java.util.List;

/** Something outside that has to be right before anything is read or published. */
@FunctionalInterface
public interface Needed {
    /**
     * Everything that is wrong with it, as sentences; empty if nothing is.
     *
     * @throws NoAnswerException if it cannot be asked
     */
    List<String> faults() throws NoAnswerException, InterruptedException;

    /** It does not answer, which may pass and says nothing of what it is like. */
    final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1;

        /** @param who what does not answer, as an operator would call it */
        public NoAnswerException(String who, Throwable cause) {
            super(who + " (" + (cause.getCause() == null ? cause : cause.getCause()).getClass().getSimpleName() + ")",
                    cause);
        }
    }
}
