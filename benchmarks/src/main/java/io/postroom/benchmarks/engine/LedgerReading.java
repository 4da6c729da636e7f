package io.postroom.benchmarks.engine;

import java.util.Arrays;
import java.util.BitSet;

/** What a ledger says of a run. */
final class LedgerReading {
    private final SharedLedger ledger;
    private final int size;

    LedgerReading(SharedLedger ledger) {
        this.ledger = ledger;
        this.size = ledger.size();
    }

    /**
     * How fast a window was.
     *
     * @param perSecond messages accepted a second
     * @param inFlight how many were with the provider, on average
     * @param processorMicros processor time for each
     */
    record Speed(double perSecond, double inFlight, double processorMicros) {}

    /** How long messages waited before they were sent, in milliseconds. */
    record Waiting(double median, double p99, int messages) {}

    Speed speed(Window window, Load load) {
        long accepted = 0;
        double busyMicros = 0;
        for (int i = 0; i < size; i++) {
            long begin = ledger.acceptedMicros(i);
            long end = begin + load.millis(Math.max(0, ledger.number(i))) * 1_000L;
            accepted += window.holds(begin) ? 1 : 0;
            busyMicros += Math.max(0, Math.min(end, window.toMicros()) - Math.max(begin, window.fromMicros()));
        }
        return new Speed(accepted / window.seconds(), busyMicros / 1e6 / window.seconds(),
                window.processor().toNanos() / 1e3 / Math.max(1, accepted));
    }

    Waiting waiting(Window window) {
        int[] micros = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (window.holds(ledger.acceptedMicros(i))) {
                micros[count++] = ledger.queuedMicros(i);
            }
        }
        Arrays.sort(micros, 0, count);
        return count == 0
                ? new Waiting(Double.NaN, Double.NaN, 0)
                : new Waiting(micros[count / 2] / 1e3, micros[(int) (count * 0.99)] / 1e3, count);
    }

    /** How many of the entries before a point are accepted again between it and a second one. */
    int doubled(int split, int end) {
        BitSet before = numbers(0, split);
        BitSet after = numbers(split, Math.min(end, size));
        after.and(before);
        return after.cardinality();
    }

    /** How many messages of so many were never accepted. */
    int missing(int published) {
        return published - numbers(0, size).cardinality();
    }

    private BitSet numbers(int from, int to) {
        BitSet numbers = new BitSet();
        for (int i = from; i < to; i++) {
            if (ledger.number(i) >= 0) {
                numbers.set(ledger.number(i));
            }
        }
        return numbers;
    }
}
