package io.postroom.deliveryengine;

import java.util.ArrayDeque;
import java.util.Deque;

/** A provider, as it sees all instances together, and the rate that they share by contract. */
final class SimProvider {
    private static final long SECOND = 1_000_000_000L;

    private record Call(long at, String by) {}

    private final SimWorld world;
    private final String name;
    private final int rate;
    private final Deque<Call> second = new ArrayDeque<>();
    private int filledTogether;
    private int sharedThroughRebalance;

    SimProvider(SimWorld world, String name, int rate) {
        this.world = world;
        this.name = name;
        this.rate = rate;
    }

    /** Any second that ends with this call is looked at, and with it any second at all. */
    void called(SimWorker by, long lastHandOver) {
        long now = world.now();
        while (!second.isEmpty() && now - second.peek().at() >= SECOND) {
            second.remove();
        }
        second.add(new Call(now, by.toString()));
        if (second.size() > rate) {
            SimWorld.violated("Provider " + name + " was called more than " + rate + " times in one second: " + second);
        }
        if (second.stream().map(Call::by).distinct().count() > 1) {
            filledTogether += second.size() == rate ? 1 : 0;
            sharedThroughRebalance += lastHandOver > second.peek().at() ? 1 : 0;
        }
    }

    /** How often several instances together used all of the rate within a second. */
    int filledTogether() {
        return filledTogether;
    }

    /** How often a partition changed hands within a second in which several instances called. */
    int sharedThroughRebalance() {
        return sharedThroughRebalance;
    }
}
