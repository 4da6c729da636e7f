package io.postroom.worker.control;

import io.postroom.schemas.Targets;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.NotificationIdentity;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been stopped and not released, by the commands seen so far. A stop holds what was requested before it and what is
 * requested after it; a release lifts the stops of exactly its own target. Applying a command again changes nothing. Written
 * by one thread, read by any.
 */
public final class Brakes {
    private static final Logger log = LoggerFactory.getLogger(Brakes.class);

    private final Map<Object, Instant> pulled = new ConcurrentHashMap<>();

    void pull(ControlCommand command) {
        pulled.merge(command.getTarget(), command.getIssuedAt(), Brakes::later);
        log.atInfo().addKeyValue("command", command.getCommandId()).log("A brake was pulled.");
    }

    void release(ControlCommand command) {
        Instant since = pulled.get(command.getTarget());
        // Both have the same key, so that they come in order; a repeated older release must not lift a newer stop.
        if (since != null && !since.isAfter(command.getIssuedAt())) {
            pulled.remove(command.getTarget());
            log.atInfo().addKeyValue("command", command.getCommandId()).log("A brake was released.");
        }
    }

    /** How many stops hold. */
    public int pulled() {
        return pulled.size();
    }

    /** Whether a request is to wait. */
    public boolean hold(NotificationIdentity identity) {
        for (Object target : pulled.keySet()) {
            if (Targets.covers(target, identity)) {
                return true;
            }
        }
        return false;
    }

    /** Lifts stops so old that a worker which starts now would not find them on their topic any more. */
    void forgetBefore(Instant limit) {
        pulled.values().removeIf(since -> {
            boolean over = since.isBefore(limit);
            if (over) {
                log.atWarn().addKeyValue("since", since)
                        .log("A brake has not been renewed for as long as its topic keeps it, and ends.");
            }
            return over;
        });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
