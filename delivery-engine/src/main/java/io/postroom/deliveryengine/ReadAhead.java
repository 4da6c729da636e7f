package io.postroom.deliveryengine;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Has the heads of keys read, a bounded number at a time for each lane. Belongs to the dispatcher. */
final class ReadAhead {
    private static final int AT_A_TIME = 128;

    private final DispatchEffects effects;
    private final Map<Lane, ArrayDeque<Slot>> waiting = new EnumMap<>(Lane.class);
    private final Map<Lane, Integer> reading = new EnumMap<>(Lane.class);

    ReadAhead(DispatchEffects effects) {
        this.effects = effects;
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new ArrayDeque<>());
            reading.put(lane, 0);
        }
    }

    void add(Slot head) {
        head.stage = Slot.Stage.QUEUED;
        of(head.lease().lane()).add(head);
    }

    void start() {
        for (Lane lane : Lane.values()) {
            ArrayDeque<Slot> queue = of(lane);
            while (!queue.isEmpty() && Objects.requireNonNull(reading.get(lane)) < AT_A_TIME) {
                Slot slot = queue.remove();
                slot.stage = Slot.Stage.READING;
                reading.merge(lane, 1, Integer::sum);
                effects.read(slot);
            }
        }
    }

    void answered(Slot slot) {
        reading.merge(slot.lease().lane(), -1, Integer::sum);
    }

    void forget(Collection<Lease> leases) {
        waiting.values().forEach(queue -> queue.removeIf(slot -> leases.contains(slot.lease())));
    }

    private ArrayDeque<Slot> of(Lane lane) {
        return Objects.requireNonNull(waiting.get(lane));
    }
}
