package io.postroom.deliveryengine;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the dispatcher sees at one moment, for meters.
 *
 * @param counts              by lane
 * @param rates               tokens a second that each gate gives to this instance; 0 also stands for no limit
 * @param openGates           gates whose circuit is open
 * @param refusedSenders      how many senders each gate refuses
 * @param oldestInFlightNanos since the longest delivery began
 */
record DispatchSnapshot(Map<Lane, Counts> counts, Map<String, Double> rates, Set<String> openGates,
        Map<String, Integer> refusedSenders,
        long oldestInFlightNanos) {

    /** Of one lane; share is its part of all partitions. */
    record Counts(int inFlight, int parked, int ready, double share) {
        static final Counts NONE = new Counts(0, 0, 0, 0);
    }

    static final DispatchSnapshot NONE = new DispatchSnapshot(Map.of(), Map.of(), Set.of(), Map.of(), 0);

    static DispatchSnapshot of(Collection<Slot> inFlight, Collection<Lease> open, Gates gates, long now) {
        Map<Lane, Counts> counts = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            int flying = (int) inFlight.stream().filter(slot -> slot.lease().lane() == lane).count();
            int parked = open.stream().filter(lease -> lease.lane() == lane).mapToInt(lease -> lease.parked).sum();
            int ready = gates.all().stream().mapToInt(gate -> gate.ready(lane).size()).sum();
            counts.put(lane, new Counts(flying, parked, ready, gates.share(lane)));
        }
        Map<String, Double> rates = new HashMap<>();
        Set<String> openGates = new HashSet<>();
        Map<String, Integer> refused = new HashMap<>();
        for (Gate gate : gates.all()) {
            rates.put(gate.name(), gate.effectiveRate());
            refused.put(gate.name(), gate.senders().refused());
            if (!gate.circuit().closed()) {
                openGates.add(gate.name());
            }
        }
        long oldest = inFlight.stream().mapToLong(slot -> now - slot.since).max().orElse(0);
        return new DispatchSnapshot(counts, rates, openGates, refused, oldest);
    }

    int inFlight(Lane lane) {
        return of(lane).inFlight();
    }

    int parked(Lane lane) {
        return of(lane).parked();
    }

    int ready(Lane lane) {
        return of(lane).ready();
    }

    double share(Lane lane) {
        return of(lane).share();
    }

    double rate(String gate) {
        return rates.getOrDefault(gate, 0.0);
    }

    boolean open(String gate) {
        return openGates.contains(gate);
    }

    int refusedSenders(String gate) {
        return refusedSenders.getOrDefault(gate, 0);
    }

    private Counts of(Lane lane) {
        return counts.getOrDefault(lane, Counts.NONE);
    }
}
