package io.postroom.worker;

/** Kafka or the schema registry is away, so that something could not be made durable. */
public final class NotDurableException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says what could not be written.
     *
     * @param message one sentence, without personal data
     */
    public NotDurableException(String message) {
        super(message);
    }
}
