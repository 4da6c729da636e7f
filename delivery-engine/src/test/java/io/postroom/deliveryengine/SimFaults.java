package io.postroom.deliveryengine;

import java.util.Random;

/** What goes wrong in one simulation, and how often. Chosen by the seed; nothing goes wrong any more once it is calm. */
final class SimFaults {
    final boolean crashes;
    final boolean losses;
    final boolean rebalances;
    final double commit;
    final double lookup;
    final double poll;
    final double read;
    final double handOver;
    final boolean slowSettling;
    final boolean clockJumps;
    final double brake;
    private boolean calm;

    SimFaults(Random random) {
        crashes = random.nextBoolean();
        losses = random.nextInt(3) == 0;
        rebalances = random.nextBoolean();
        commit = random.nextBoolean() ? 0 : 0.15;
        lookup = random.nextBoolean() ? 0 : 0.2;
        poll = random.nextInt(4) == 0 ? 0.002 : 0;
        read = random.nextBoolean() ? 0 : 0.05;
        handOver = random.nextBoolean() ? 0 : 0.2;
        slowSettling = random.nextInt(4) == 0;
        clockJumps = random.nextInt(4) == 0;
        brake = random.nextInt(3) == 0 ? 0.1 : 0;
    }

    /** Whether what is given back in order is committed. */
    boolean orderly() {
        return poll == 0 && commit == 0;
    }

    void calmDown() {
        calm = true;
    }

    boolean happens(SimWorld world, double probability) {
        return !calm && probability > 0 && world.chance(probability);
    }
}
