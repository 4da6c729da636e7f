package io.postroom.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.deliveryengine.Lane;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.NotificationIdentity;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Requests of nobody to nobody that show whether the lanes move: what makes one, and how long ago the last one that came
 * through was made. Before the first, the time since the worker began counts, so that a lane which never moved is seen too.
 * Safe for use by any thread.
 */
final class Heartbeats {
    private final Map<Lane, AtomicReference<Instant>> last = new EnumMap<>(Lane.class);

    Heartbeats(MeterRegistry registry, Channel channel, Clock clock) {
        for (Lane lane : Lane.values()) {
            AtomicReference<Instant> time = new AtomicReference<>(clock.instant());
            last.put(lane, time);
            Gauge.builder("postroom.heartbeat.age", time, made -> (clock.millis() - made.get().toEpochMilli()) / 1e3)
                    .tag("channel", channel.name().toLowerCase(Locale.ROOT))
                    .tag("lane", lane.name().toLowerCase(Locale.ROOT)).baseUnit("seconds")
                    .description("Since the last heartbeat that came through was made").register(registry);
        }
    }

    static boolean isOne(NotificationIdentity identity) {
        return identity.getService().equals(Names.HEARTBEAT_SERVICE);
    }

    /** One has passed everything but the provider. */
    void cameThrough(Lane lane, Instant made) {
        AtomicReference<Instant> time = last.get(lane);
        if (time != null) {
            time.accumulateAndGet(made, (before, now) -> now.isAfter(before) ? now : before);
        }
    }
}
