package io.postroom.ingestservice.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What is remembered of an event.
 *
 * @param writtenAt wall clock, epoch milliseconds
 * @param contentHash of what the event said
 * @param notifications ids that were requested because of it
 */
record Remembered(long writtenAt, byte[] contentHash, List<UUID> notifications) {
    Remembered {
        notifications = List.copyOf(notifications);
    }

    boolean sameContent(byte[] otherHash) {
        return Arrays.equals(contentHash, otherHash);
    }

    /** With more notifications; the time stays, since it is the event's and not theirs. */
    Remembered with(Collection<UUID> more) {
        Set<UUID> known = new HashSet<>(notifications);
        List<UUID> all = new ArrayList<>(notifications);
        more.stream().filter(known::add).forEach(all::add);
        return new Remembered(writtenAt, contentHash, all);
    }
}
