package io.postroom.staffweb.watch;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether what works behind the pages does, from the moment at which all of it was started: pages whose sends are not
 * published and which show nothing new answer like others, and only a new process mends them.
 */
public final class Workings implements HealthIndicator {
    private final BooleanSupplier begun;
    private final Map<String, BooleanSupplier> workings;

    /**
     * Of some workings.
     *
     * @param begun whether all were started
     * @param workings whether each goes on, by its name
     */
    public Workings(BooleanSupplier begun, Map<String, BooleanSupplier> workings) {
        this.begun = begun;
        this.workings = new TreeMap<>(workings);
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        if (begun.getAsBoolean()) {
            workings.forEach((name, goesOn) -> {
                if (!goesOn.getAsBoolean()) {
                    health.down().withDetail(name, "has ended");
                }
            });
        }
        return health.build();
    }
}
