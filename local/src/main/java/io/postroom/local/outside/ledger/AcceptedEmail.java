package io.postroom.local.outside.ledger;

import java.time.Instant;
import java.util.List;

/**
 * An e-mail as it was handed over; its source lies in the ledger's folder.
 *
 * @param messageId the Message-ID without its angle brackets; empty when the message has none
 * @param from the envelope's sender
 * @param to the envelope's recipients that were accepted
 * @param file where the source lies, relative to the ledger's folder
 */
public record AcceptedEmail(long number, Instant acceptedAt, String messageId, String from, List<String> to,
        String subject, String file) implements Accepted {
    public AcceptedEmail {
        to = List.copyOf(to);
    }

    @Override
    public List<String> references() {
        return List.of(messageId);
    }

    @Override
    public String recipient() {
        return String.join(", ", to);
    }
}
