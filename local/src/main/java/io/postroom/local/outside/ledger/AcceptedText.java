package io.postroom.local.outside.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A text as the phone shows it, its parts put together.
 *
 * @param from the sender as the phone shows it
 * @param to the number, as it was submitted
 * @param encoding how it travelled: {@code gsm7}, {@code ucs2}, {@code latin1}
 * @param messageIds the ids that the SMSC gave, one a part
 */
public record AcceptedText(long number, Instant acceptedAt, String from, String to, String text, String encoding,
        List<String> messageIds) implements Accepted {
    public AcceptedText {
        messageIds = List.copyOf(messageIds);
    }

    @Override
    public List<String> references() {
        return messageIds;
    }

    @Override
    public String recipient() {
        return to;
    }
}
