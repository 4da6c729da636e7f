package io.postroom.ingestservice.reference;

import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Addresses that are not written to. */
final class Blocked {
    private static final List<StatusReason> FOR_GOOD = List.of(StatusReason.UNKNOWN_RECIPIENT, StatusReason.RETURNED);
    private final Map<String, Block> blocks = new HashMap<>();

    private record Block(StatusReason reason, UUID evidence, Instant since, Instant until, Instant releasedAt) {
        boolean holds(Instant moment) {
            return releasedAt == null && (until == null || until.isAfter(moment));
        }
    }

    /** Why an address is not written to; null where it is. */
    StatusReason reason(String recipient, Instant now) {
        Block block = blocks.get(recipient);
        return block != null && block.holds(now) ? block.reason() : null;
    }

    void failed(String recipient, UUID id, StatusReason reason, Instant at) {
        if (!FOR_GOOD.contains(reason)) {
            return;
        }
        Block block = blocks.get(recipient);
        boolean stays = block != null
                && (block.releasedAt() == null ? block.holds(at) : !at.isAfter(block.releasedAt()));
        if (!stays) {
            blocks.put(recipient, new Block(reason, id, at, null, null));
        }
    }

    void delivered(String recipient, UUID id, Instant at) {
        Block block = blocks.get(recipient);
        if (block != null && block.releasedAt() == null && id.equals(block.evidence())) {
            blocks.put(recipient, new Block(block.reason(), block.evidence(), block.since(), block.until(), at));
        }
    }

    /** A person stops an address, or releases it. */
    void decided(String recipient, StatusReason reason, Instant since, Instant until, Instant releasedAt) {
        blocks.put(recipient, new Block(reason, null, since, until, releasedAt));
    }

    static boolean isForGood(StatusReason reason) {
        return FOR_GOOD.contains(reason);
    }
}
