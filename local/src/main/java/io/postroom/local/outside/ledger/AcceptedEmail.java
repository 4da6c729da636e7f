package io.postroom.local.outside.ledger;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * An e-mail as it was handed over; its source lies in the ledger's folder.
 *
 * @param messageId the Message-ID without its angle brackets; empty when the message has none
 * @param envelopeId the ENVID of its envelope (RFC 3461); empty when none was given
 * @param from the envelope's sender
 * @param to the envelope's recipients that were accepted
 * @param file where the source lies, relative to the ledger's folder
 */
public record AcceptedEmail(long number, Instant acceptedAt, String messageId, String envelopeId, String from,
        List<String> to,
        String subject, String file) implements Accepted {
    public AcceptedEmail {
        to = List.copyOf(to);
    }

    @Override
    public List<String> references() {
        return Stream.of(envelopeId, messageId).filter(id -> !id.isEmpty()).toList();
    }

    @Override
    public String recipient() {
        return String.join(", ", to);
    }
}
