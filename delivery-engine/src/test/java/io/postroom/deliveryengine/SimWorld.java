package io.postroom.deliveryengine;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Time, chance and order of a simulation: one queue of events, one seed, no threads. */
final class SimWorld {
    /** A promise of the engine was broken. */
    static final class Violation extends Error {
        private static final long serialVersionUID = 1L;

        Violation(String message) {
            super(message);
        }
    }

    private record Event(long at, long order, Runnable action) {}

    private static final boolean TRACE = Boolean.getBoolean("simulation.trace");
    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");

    final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private long now;
    private long order;
    private long clockError;
    private boolean jumped;
    private long digest;

    SimWorld(long seed) {
        random = new Random(seed);
    }

    EngineTime time() {
        return new EngineTime(() -> BEGIN.plusNanos(now + clockError), () -> now);
    }

    /** The wall clock jumps; what is measured goes on. */
    void jump(long nanos) {
        clockError += nanos;
        jumped = true;
    }

    /** Whether it has never jumped. */
    boolean clockIsRight() {
        return !jumped;
    }

    /** The brokers' clock, which does not jump. */
    long brokerMillis() {
        return BEGIN.plusNanos(now).toEpochMilli();
    }

    long now() {
        return now;
    }

    void after(long nanos, Runnable action) {
        events.add(new Event(now + Math.max(0, nanos), order++, action));
    }

    /** May be called from within an event: the others go on while that one waits. */
    void runFor(long nanos) {
        long until = now + nanos;
        for (Event next = events.peek(); next != null && next.at() <= until; next = events.peek()) {
            events.remove();
            now = Math.max(now, next.at());
            next.action().run();
        }
        now = Math.max(now, until);
    }

    /** Remembers what happens, and tells it if asked to by {@code -Dsimulation.trace=true}. */
    void trace(String what) {
        digest = 31 * (31 * digest + now) + what.hashCode();
        if (TRACE) {
            System.err.printf("%10.6f %s%n", now / 1e9, what);
        }
    }

    /** Two runs with the same digest went the same way. */
    long digest() {
        return digest;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Milliseconds, as nanoseconds, from none to the most. */
    long millis(int most) {
        return (long) (random.nextDouble() * most * 1_000_000);
    }

    static void violated(String message) {
        throw new Violation(message);
    }
}
