package io.postroom.rules.set;

import io.postroom.content.Channel;
import org.jspecify.annotations.Nullable;

/**
 * In whose name a service writes.
 *
 * @param text for texts, or null if it sends none
 * @param email for e-mails, or null if it sends none
 */
public record Senders(Sender.@Nullable Text text, Sender.@Nullable Email email) {
    static final Senders NONE = new Senders(null, null);
    private static final Sender.Letter LETTER = new Sender.Letter();

    /** The sender for a channel, or null. */
    public @Nullable Sender of(Channel channel) {
        return switch (channel) {
            case SMS -> text;
            case EMAIL -> email;
            case LETTER -> LETTER;
        };
    }
}
