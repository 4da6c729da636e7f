package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Some workers, a cluster, providers and bad luck, all from one seed: the same seed is the same run. Throws
 * {@link SimWorld.Violation} when a promise is broken.
 */
final class Simulation {
    private static final int REQUESTS = 250;
    private static final int RATE = 24;
    private static final long SECOND = 1_000_000_000L;

    private final SimWorld world;
    private final SimFaults faults;
    private final SimLedger ledger;
    private final SimCluster cluster;
    private final EngineConfig config;
    private final List<SimWorker> workers = new ArrayList<>();
    private final boolean limited;
    private final SimProvider provider;
    private int made;

    private Simulation(long seed) {
        world = new SimWorld(seed);
        faults = new SimFaults(world.random);
        ledger = new SimLedger(world);
        limited = world.chance(0.5);
        config = config(world.chance(0.3), world.chance(0.4));
        cluster = new SimCluster(world, ledger, limited ? 2 + world.random.nextInt(3) : 1 + world.random.nextInt(4),
                config.delayTiers());
        provider = new SimProvider(world, "a", RATE);
        if (limited) {
            ledger.contract("a", provider);
        }
    }

    /**
     * What a run has met, so that a test can say that it met everything.
     *
     * @param digest             two runs with the same went the same way
     * @param filledTogether     seconds in which several instances together used all of a contracted rate
     * @param sharedThroughRebalance calls of several instances in a second in which a partition changed hands
     * @param finishedInParts    requests that took several calls of their provider
     * @param unfinished         attempts that ended between two calls, for want of a place in the rate
     * @param cameBack           records that went through a delay topic
     * @param diedInTransaction  processes that died before they heard of the end of their transaction
     */
    record Met(long digest, int filledTogether, int sharedThroughRebalance, int finishedInParts, int unfinished,
            int cameBack, int diedInTransaction) {
        static final Met NOTHING = new Met(0, 0, 0, 0, 0, 0, 0);

        Met plus(Met other) {
            return new Met(31 * digest + other.digest, filledTogether + other.filledTogether,
                    sharedThroughRebalance + other.sharedThroughRebalance, finishedInParts + other.finishedInParts,
                    unfinished + other.unfinished, cameBack + other.cameBack,
                    diedInTransaction + other.diedInTransaction);
        }
    }

    /** Runs one seed to its end. */
    static Met run(long seed) {
        Simulation simulation = new Simulation(seed);
        simulation.run();
        return new Met(simulation.world.digest(), simulation.provider.filledTogether(),
                simulation.provider.sharedThroughRebalance(),
                simulation.workers.stream().mapToInt(SimWorker::finishedInParts).sum(),
                simulation.workers.stream().mapToInt(SimWorker::unfinished).sum(),
                simulation.cluster.delays().cameBack(),
                (int) simulation.workers.stream().filter(SimWorker::diedInTransaction).count());
    }

    private EngineConfig config(boolean inOrder, boolean placeAtCall) {
        RetryPolicy retries = new RetryPolicy(6, Duration.ofHours(1), Duration.ofMillis(200), Duration.ofSeconds(2),
                inOrder ? RetryPolicy.Order.IN_ORDER : RetryPolicy.Order.OVERTAKE);
        EngineLimits limits = EngineLimits.defaults().withConcurrency(16)
                .withDeadlines(Duration.ofSeconds(2), Duration.ofSeconds(4))
                .withPartitionBounds(60, 300, 1 << 20, 4, 20);
        return EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere"),
                Map.of(Lane.NORMAL, List.of("normal"), Lane.BULK, List.of("bulk")),
                List.of(new DelayTier("delay.5s", Duration.ofSeconds(5)),
                        new DelayTier("delay.20s", Duration.ofSeconds(20))),
                topic -> topic + ".dead", List.of(
                        new GateConfig("a", limited ? RATE : 0, 14, 5, Duration.ofMillis(500), placeAtCall),
                        new GateConfig("b", 0, 5, 3, Duration.ofMillis(500))))
                .withLimits(limits).withRetries(retries);
    }

    private void run() {
        for (int id = 0; id < REQUESTS; id++) {
            int each = id;
            world.after(world.millis(10_000), () -> cluster.produce(world.chance(0.6) ? Lane.NORMAL : Lane.BULK,
                    "key-" + world.random.nextInt(60), each));
        }
        if (world.chance(0.3)) {
            cluster.foreignCommit(new org.apache.kafka.common.TopicPartition("normal", 0));
        }
        int first = (limited ? 2 : 1) + world.random.nextInt(2);
        for (int i = 0; i < first; i++) {
            workers.add(worker());
        }
        while (world.now() < 20 * SECOND) {
            world.runFor(SECOND / 2 + world.millis(2_000));
            trouble();
        }
        faults.calmDown();
        if (workers.stream().noneMatch(SimWorker::alive)) {
            workers.add(worker());
        }
        for (int i = 0; i < 300 && !(ledger.finals() == REQUESTS && cluster.nothingWaits()
                && cluster.allCommitted()); i++) {
            world.runFor(SECOND);
        }
        if (ledger.finals() < REQUESTS) {
            SimWorld.violated("These never ended: " + ledger.missing(REQUESTS));
        }
        world.runFor(5 * SECOND);
        if (!cluster.nothingWaits()) {
            SimWorld.violated("Something is left in a delay topic.");
        }
        if (!cluster.allCommitted()) {
            SimWorld.violated("Everything is done and the lag is not zero.");
        }
        workers.forEach(SimWorker::stop);
        world.runFor(10 * SECOND);
        if (!workers.stream().allMatch(SimWorker::stopped)) {
            SimWorld.violated("A worker did not stop.");
        }
    }

    private SimWorker worker() {
        return new SimWorker("worker-" + made++, world, cluster, ledger, faults, config);
    }

    private void trouble() {
        List<SimWorker> alive = workers.stream().filter(SimWorker::alive).toList();
        SimWorker one = alive.isEmpty() ? null : alive.get(world.random.nextInt(alive.size()));
        switch (world.random.nextInt(6)) {
            case 0 -> {
                if (faults.crashes && one != null) {
                    one.crash();
                    replaceLater();
                }
            }
            case 1 -> {
                if (faults.crashes && one != null) {
                    one.doom();
                    replaceLater();
                }
            }
            case 2 -> {
                if (faults.losses && one != null) {
                    fence(one);
                }
            }
            case 3 -> {
                if (faults.rebalances && alive.size() < 3) {
                    workers.add(worker());
                    if (faults.crashes && one != null) {
                        crashWhileItGivesBack(one);
                    }
                }
            }
            case 4 -> {
                if (faults.rebalances && alive.size() > 1) {
                    one.stop();
                }
            }
            default -> {
                if (faults.clockJumps) {
                    world.jump((world.random.nextInt(21) - 10) * SECOND);
                }
            }
        }
    }

    private void crashWhileItGivesBack(SimWorker one) {
        world.after(SECOND / 2 + world.millis(1_500), () -> {
            if (one.alive() && one.givesBack()) {
                one.crash();
                replaceLater();
            }
        });
    }

    private void replaceLater() {
        world.after(world.millis(3_000), () -> workers.add(worker()));
    }

    private void fence(SimWorker one) {
        switch (world.random.nextInt(3)) {
            case 0 -> one.fence(Lane.NORMAL);
            case 1 -> one.fence(Lane.BULK);
            default -> one.fenceForwarder();
        }
    }
}
