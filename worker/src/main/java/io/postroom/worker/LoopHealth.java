package io.postroom.worker;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Liveness: the loops turn. Neither a slow delivery nor an absent broker makes it fail. */
final class LoopHealth implements HealthIndicator {
    private final WorkerLifecycle lifecycle;

    LoopHealth(WorkerLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public Health health() {
        return (lifecycle.live() ? Health.up() : Health.down()).build();
    }
}
