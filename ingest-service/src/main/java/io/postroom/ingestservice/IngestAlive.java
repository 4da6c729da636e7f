package io.postroom.ingestservice;

import io.postroom.ingestservice.lifecycle.IngestRuntime;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Liveness: down only when the topology has ended by itself. A broker or registry that is away is no reason for a restart.
 */
final class IngestAlive implements HealthIndicator {
    private final IngestRuntime runtime;

    IngestAlive(IngestRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public Health health() {
        return runtime.hasFailed()
                ? Health.down().withDetail("topology", runtime.state()).build()
                : Health.up().build();
    }
}
