package io.postroom.worker;

import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt. A detail is the provider's own code, such as {@code smpp 0x0000000b} or {@code 550 5.1.1}:
 * never its text, which may quote an address.
 */
public sealed interface ProviderResult {

    /**
     * The provider has taken it.
     *
     * @param references the references under which it will report, one for each part; at least one
     * @param detail     its code, or null
     */
    record Accepted(List<String> references, @Nullable String detail) implements ProviderResult {
        public Accepted {
            references = List.copyOf(references);
            if (references.isEmpty()) {
                throw new IllegalArgumentException("An accepted message needs at least one reference.");
            }
        }

        /** Taken under one reference. */
        public static Accepted under(String reference) {
            return new Accepted(List.of(reference), null);
        }
    }

    /**
     * A passing failure of this message; known not to have been accepted. Costs an attempt.
     *
     * @param detail     its code
     * @param retryAfter the shortest sensible wait, or null for the engine's own back-off
     */
    record Transient(String detail, @Nullable Duration retryAfter) implements ProviderResult {
        /** Tried again by the engine's own back-off. */
        public static Transient of(String detail) {
            return new Transient(detail, null);
        }
    }

    /**
     * The provider asks for a lower rate; known not to have been accepted. Costs no attempt; the whole provider waits.
     *
     * @param retryAfter how long
     */
    record Throttled(Duration retryAfter) implements ProviderResult {}

    /**
     * {@link Attempt#nextCall} or {@link Attempt#firstCall} said that there is no place for the next call. Costs no attempt;
     * the provider gets the request again when there is, and goes on where it stopped.
     */
    record Unfinished() implements ProviderResult {}

    /**
     * This recipient cannot be reached there. Feeds suppression and fallback.
     *
     * @param reason why, of the closed list
     * @param detail its code
     */
    record PermanentRecipient(StatusReason reason, String detail) implements ProviderResult {}

    /**
     * This message will never be taken.
     *
     * @param detail its code
     */
    record PermanentContent(String detail) implements ProviderResult {}

    /**
     * The provider cannot be used as it is configured, or cannot be reached at all: connection, bind or authentication
     * refused. Known not to have been accepted. Closes the provider: what waits for it waits, costs no attempt, or goes
     * to the next provider.
     *
     * @param detail its code
     */
    record Configuration(String detail) implements ProviderResult {}

    /**
     * The provider works and refuses the sender's name, whoever the recipient is: somebody has to register it. Known not
     * to have been accepted. Closes this sender at this provider: what it sends waits, costs no attempt, or goes to the next
     * provider.
     *
     * @param detail its code
     */
    record SenderRefused(String detail) implements ProviderResult {}

    /**
     * Nobody knows whether the provider has taken it: an answer that never came.
     *
     * @param detail what happened, as a code
     */
    record Unknown(String detail) implements ProviderResult {}
}
