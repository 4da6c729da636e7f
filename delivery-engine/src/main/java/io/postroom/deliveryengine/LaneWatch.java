package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.Collection;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a lane about once a second: measures it, and names a record that holds up its partition while nearly all behind
 * it is done. Belongs to the lane's thread.
 */
final class LaneWatch {
    private static final Logger log = LoggerFactory.getLogger(LaneWatch.class);
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();
    private static final int LEAST_WINDOW = 100;
    private static final double MOSTLY_DONE = 0.9;

    private final Lane lane;
    private final long oldBase;
    private final EngineTime time;
    private final EngineMeters meters;
    private final ToLongFunction<String> retention;
    private long nextLook;

    /** Retention tells milliseconds for a topic, or a negative number if that is not known or without end. */
    LaneWatch(Lane lane, EngineLimits limits, EngineTime time, EngineMeters meters, ToLongFunction<String> retention) {
        this.lane = lane;
        this.oldBase = limits.attemptDeadline().multipliedBy(2).toNanos();
        this.time = time;
        this.meters = meters;
        this.retention = retention;
    }

    void look(Collection<Lease> leases, int paused) {
        long now = time.nanos();
        if (now < nextLook) {
            return;
        }
        nextLook = now + INTERVAL;
        long tracked = 0;
        long window = 0;
        long baseAge = 0;
        int mapChars = 0;
        int pastHalfRetention = 0;
        for (Lease lease : leases) {
            OffsetTracker tracker = lease.tracker();
            tracked += tracker.incompletes();
            window = Math.max(window, tracker.window());
            mapChars = Math.max(mapChars, tracker.mapChars());
            pastHalfRetention += pastHalfRetention(lease);
            Slot head = tracker.head();
            if (head != null) {
                baseAge = Math.max(baseAge, now - head.admittedAt());
                nameHeadOfLine(head, tracker, now);
            }
        }
        meters.lane(lane, new LaneSnapshot(now, tracked, window, baseAge, mapChars, paused, pastHalfRetention));
    }

    private int pastHalfRetention(Lease lease) {
        long millis = retention.applyAsLong(lease.partition().topic());
        return millis < 0 ? 0 : lease.tracker().writtenBefore(time.now().toEpochMilli() - millis / 2);
    }

    private void nameHeadOfLine(Slot head, OffsetTracker tracker, long now) {
        long behind = tracker.behindHead();
        boolean holdsUp = now - head.admittedAt() > oldBase && behind >= LEAST_WINDOW
                && tracker.incompletes() < behind * (1 - MOSTLY_DONE);
        if (holdsUp && !head.named) {
            head.named = true;
            meters.headOfLine();
            log.atWarn().addKeyValue("partition", head.lease().partition()).addKeyValue("offset", head.offset())
                    .addKeyValue("doneBehindIt", behind - tracker.incompletes())
                    .log("One record holds up the commit position of its partition. Look at its attempts.");
        }
    }
}
