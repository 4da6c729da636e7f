package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Whose turn it is at a gate. */
class GateTest {
    private final Gate gate = new Gate(GateConfig.of("provider", 0, 20), EngineLimits.defaults(), 0);

    private void fill(Lane lane, int count) {
        Lease lease = new Lease(new TopicPartition(lane.name(), 0), lane);
        for (int i = 0; i < count; i++) {
            Slot slot = new Slot(lease, new ConsumerRecord<>(lane.name(), 0, i, new byte[]{(byte) i}, new byte[0]),
                    i, false, 0);
            slot.read = new ReadRequest<>(i,
                    new RequestFacts("n", "service", List.of("provider"), null, UnknownPolicy.RESEND));
            KeyQueue key = new KeyQueue(lease, i);
            key.add(slot);
            gate.ready(lane).add(key);
        }
    }

    private Map<Lane, Integer> turns(int count) {
        Map<Lane, Integer> turns = new EnumMap<>(Lane.class);
        for (int i = 0; i < count; i++) {
            Lane lane = gate.turn(true);
            Slot slot = gate.ready(lane).poll().head();
            gate.enter(slot, 0);
            gate.leave(slot, new GateSignal.Success(), 0);
            turns.merge(lane, 1, Integer::sum);
        }
        return turns;
    }

    @Test
    void normalGoesBeforeBulkButForAFloor() {
        // Given
        fill(Lane.NORMAL, 100);
        fill(Lane.BULK, 100);

        // When
        Map<Lane, Integer> turns = turns(100);

        // Then
        assertThat(turns).containsEntry(Lane.BULK, 5).containsEntry(Lane.NORMAL, 95);
    }

    @Test
    void bulkLeavesAReserveOfPermitsToNormal() {
        // Given
        fill(Lane.BULK, 30);
        int entered = 0;

        // When
        for (Lane lane = gate.turn(true); lane != null && gate.hasRoom(0); lane = gate.turn(true)) {
            gate.enter(gate.ready(lane).poll().head(), 0);
            entered++;
        }

        // Then
        assertThat(entered).isEqualTo(18);
        fill(Lane.NORMAL, 1);
        assertThat(gate.turn(true)).isEqualTo(Lane.NORMAL);
    }
}
