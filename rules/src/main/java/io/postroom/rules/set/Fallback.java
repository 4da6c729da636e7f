package io.postroom.rules.set;

import io.postroom.content.Channel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By which channels a message is sent again when it does not arrive.
 *
 * @param channels one after the other; empty for none
 * @param after for how long a receipt is waited for; null where only a failure leads to the next channel
 */
public record Fallback(List<Channel> channels, @Nullable Duration after) {
    /** A message that does not arrive is not sent by another channel. */
    public static final Fallback NONE = new Fallback(List.of(), null);

    public Fallback {
        channels = List.copyOf(channels);
    }
}
