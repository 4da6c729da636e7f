package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Workers under load while nothing goes wrong, in simulated time: what waits for what, to the microsecond. */
final class SimLoad {
    static final long SECOND = 1_000_000_000L;

    final SimWorld world;
    final SimLedger ledger;
    final SimCluster cluster;
    private final SimFaults faults;
    private int nextId;
    private int workers;

    SimLoad(long seed, int partitions) {
        world = new SimWorld(seed);
        ledger = new SimLedger(world);
        cluster = new SimCluster(world, ledger, partitions, List.of());
        faults = new SimFaults(new Random(seed));
        faults.calmDown();
    }

    static EngineConfig config(GateConfig gate) {
        return EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere"),
                Map.of(Lane.NORMAL, List.of("normal"), Lane.BULK, List.of("bulk")), List.of(),
                topic -> topic + ".dead", List.of(gate))
                .withLimits(EngineLimits.defaults().withConcurrency(gate.concurrency())
                        .withDeadlines(Duration.ofSeconds(2), Duration.ofSeconds(4)));
    }

    SimWorker worker(EngineConfig config) {
        return new SimWorker("worker-" + workers++, world, cluster, ledger, faults, config);
    }

    /** A number whose request has nothing special about it, of the service with the given number. */
    int plainId(int service) {
        return plainId(service, 1);
    }

    /** The same for one that takes so many calls of its provider. */
    int plainId(int service, int parts) {
        return IntStream.iterate(nextId, id -> id + 1)
                .filter(id -> id % 3 == service && id % 7 != 0 && id % 4 != 0 && id % 50 != 49 && id % 60 != 59
                        && id % 97 != 96 && SimRequests.parts(id) == parts)
                .peek(id -> nextId = id + 1).findFirst().orElseThrow();
    }
}
