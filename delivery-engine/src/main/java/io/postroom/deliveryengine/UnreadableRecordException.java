package io.postroom.deliveryengine;

import org.jspecify.annotations.Nullable;

/** A record that nobody will ever be able to read, such as garbage bytes or a schema id that is known not to exist. */
public final class UnreadableRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param message one sentence without any value of the record: it goes into a header and into logs
     * @param cause   what was thrown, or null
     */
    public UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
