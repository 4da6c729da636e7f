package io.postroom.ingestservice.waiting;

/**
 * What was asked for cannot be had now, but may be later: a broker or a registry that does not answer, a topic that nobody
 * has created yet. The message is a sentence for an operator and holds nothing of a record.
 */
public final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A reason that stands by itself. */
    public UnavailableException(String sentence) {
        super(sentence);
    }

    /** A reason with the failure behind it. */
    public UnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
