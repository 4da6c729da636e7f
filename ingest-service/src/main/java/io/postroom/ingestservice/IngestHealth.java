package io.postroom.ingestservice;

import io.postroom.ingestservice.lifecycle.IngestRuntime;
import io.postroom.ingestservice.waiting.Wait;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness: whether events are being processed, and if not, what is waited for. A missing source is no reason to be unready. */
final class IngestHealth implements HealthIndicator {
    private final IngestRuntime runtime;

    IngestHealth(IngestRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public Health health() {
        Health.Builder health = runtime.isRunning() ? Health.up() : Health.outOfService();
        health.withDetail("topology", runtime.state());
        List<Wait> waits = runtime.waits();
        if (!waits.isEmpty()) {
            health.withDetail("waitingFor",
                    waits.stream().map(wait -> wait.what() + " since " + wait.since() + ": " + wait.detail()).toList());
        }
        if (!runtime.missingSources().isEmpty()) {
            health.withDetail("missingSources", runtime.missingSources());
        }
        return health.build();
    }
}
