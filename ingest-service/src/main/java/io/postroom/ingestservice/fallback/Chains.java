package io.postroom.ingestservice.fallback;

import io.postroom.ingestservice.hold.HeldRequest;
import io.postroom.schemas.v1.FallbackStep;
import io.postroom.schemas.v1.HeldNotification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What follows which notification: each is linked to the one that stands in for it. A link whose turn has come stays as a mark
 * without content, so that nothing is sent in its stead twice, and so that a receipt that comes late still ends all of the chain.
 *
 * <p>Used by the one thread that owns the store.
 */
final class Chains {
    private final KeyValueStore<UUID, Link> links;

    Chains(KeyValueStore<UUID, Link> links) {
        this.links = links;
    }

    /** Writes down what stands in for a notification. */
    void add(HeldNotification held) {
        FallbackStep step = Objects.requireNonNull(held.getFallback());
        Link known = links.get(step.getFollows());
        if (known == null || !known.isTaken()) {
            links.put(step.getFollows(),
                    Link.of(held, step.getKeepUntil().toEpochMilli(), step.getReceiptWithinMillis()));
        }
    }

    /** For how long a receipt of a notification is waited for; null when nothing is known of it. */
    @Nullable
    Duration receiptWithin(UUID notificationId) {
        Link link = links.get(notificationId);
        return link == null || link.receiptWithinMillis() == Link.NO_LIMIT
                ? null
                : Duration.ofMillis(link.receiptWithinMillis());
    }

    /** What stands in for a notification, given once; null for nothing. */
    @Nullable
    HeldRequest take(UUID notificationId) {
        Link link = links.get(notificationId);
        if (link == null || link.isTaken()) {
            return null;
        }
        links.put(notificationId, link.taken());
        return new HeldRequest(link.request());
    }

    /**
     * Forgets what follows a notification.
     *
     * @return those whose turn had come
     */
    List<UUID> end(UUID notificationId) {
        List<UUID> taken = new ArrayList<>();
        UUID at = notificationId;
        for (Link link = links.delete(at); link != null; link = links.delete(at)) {
            if (link.isTaken()) {
                taken.add(link.next());
            }
            at = link.next();
        }
        return taken;
    }
}
