package io.postroom.rules.set;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much a rule may send.
 *
 * @param cap how much to one person; null for any number
 * @param sameContent for how long the same words are not sent to the same person again; null where they may be
 * @param blastPerHour how many messages an hour may go without a person's word; null for any number
 */
public record Limits(@Nullable Cap cap, @Nullable Duration sameContent, @Nullable Integer blastPerHour) {
    /** No limit. */
    public static final Limits NONE = new Limits(null, null, null);

    /**
     * How much to one person.
     *
     * @param perPerson messages
     * @param in within this time
     */
    public record Cap(int perPerson, Duration in) {}

    /** Whether it matters what the person had before. */
    public boolean ofPerson() {
        return cap != null || sameContent != null;
    }
}
