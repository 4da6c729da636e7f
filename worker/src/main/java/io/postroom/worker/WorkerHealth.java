package io.postroom.worker;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness: the start is through and the engine holds its partitions, or waits for some. Says what is waited for. */
final class WorkerHealth implements HealthIndicator {
    private final WorkerLifecycle lifecycle;

    WorkerHealth(WorkerLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public Health health() {
        if (lifecycle.ready()) {
            return Health.up().build();
        }
        return Health.outOfService()
                .withDetail("waitingFor", lifecycle.waitingFor().orElse("partitions to be assigned")).build();
    }
}
