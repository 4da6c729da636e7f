package io.postroom.ingestservice.reference;

import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Messages that wait for their time. */
final class Shelf {
    private final World world;
    private final Post post;
    private final Blocked blocked;
    private final Map<UUID, Waiting> waiting = new HashMap<>();
    private final Map<UUID, StatusReason> withdrawn = new HashMap<>();

    private record Waiting(Message message, Instant due) {
        boolean isOver(Instant now) {
            return message.expiresAt() != null && !message.expiresAt().isAfter(now);
        }
    }

    Shelf(World world, Post post, Blocked blocked) {
        this.world = world;
        this.post = post;
        this.blocked = blocked;
    }

    void put(Message message, Instant due) {
        StatusReason before = withdrawn.get(message.id());
        if (before == null) {
            waiting.put(message.id(), new Waiting(message, due));
        } else {
            post.publish(message.id(), NotificationState.CANCELLED, before, world.now);
        }
    }

    void takeBack(List<UUID> ids, StatusReason reason) {
        for (UUID id : ids) {
            if (waiting.remove(id) == null) {
                withdrawn.put(id, reason);
            } else {
                post.publish(id, NotificationState.CANCELLED, reason, world.now);
            }
        }
    }

    /** What is due goes out; what becomes due by a look is found by the next one. */
    void look() {
        for (Waiting one : List.copyOf(waiting.values())) {
            Message message = one.message();
            if (one.isOver(world.now)) {
                waiting.remove(message.id());
                post.publish(message.id(), NotificationState.EXPIRED, StatusReason.TOO_OLD, world.now);
            } else if (!one.due().isAfter(world.now)) {
                Instant opening = message.rule().window() ? Hours.opening(world.now) : world.now;
                if (opening.isAfter(world.now)) {
                    waiting.put(message.id(), new Waiting(message, opening));
                } else if (blocked.reason(message.recipient(), world.now) != null) {
                    waiting.remove(message.id());
                    post.publish(message.id(), NotificationState.SUPPRESSED, StatusReason.RECIPIENT_SUPPRESSED,
                            world.now);
                } else {
                    waiting.remove(message.id());
                    world.tell(message.line(world.now));
                }
            }
        }
    }
}
