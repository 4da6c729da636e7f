package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nobody waits behind somebody else's crowd, in simulated time. */
class FairnessTest {
    private static final int CROWD = 600;
    private static final int FEW = 10;

    private final SimLoad load = new SimLoad(7, 4);

    private void run() {
        load.worker(SimLoad.config(new GateConfig("a", 50, 100, 20, Duration.ofSeconds(10))));
        load.world.runFor(30 * SimLoad.SECOND);
    }

    /** How many of all were sent before the last of these. */
    private int placeOfLast(List<Integer> ids) {
        List<Integer> order = load.ledger.order();
        assertThat(order).containsAll(ids);
        return ids.stream().mapToInt(order::indexOf).max().orElseThrow();
    }

    private void produce(String key, int id) {
        load.cluster.produce(Lane.BULK, key, id);
    }

    @Test
    void aServiceWithFewRecordsTakesTurnsWithOneThatHasThousands() {
        // Given
        IntStream.range(0, CROWD).forEach(i -> produce("crowd-" + i, load.plainId(0)));
        List<Integer> few = IntStream.range(0, FEW).mapToObj(i -> load.plainId(1)).toList();
        few.forEach(id -> produce("few-" + id, id));

        // When
        run();

        // Then
        assertThat(placeOfLast(few)).isLessThan(4 * FEW);
    }

    @Test
    void aPartitionWithFewRecordsTakesTurnsWithOneThatHasThousands() {
        // Given
        produceTo(0, CROWD);
        List<Integer> few = produceTo(1, FEW);

        // When
        run();

        // Then
        assertThat(placeOfLast(few)).isLessThan(4 * FEW);
    }

    private List<Integer> produceTo(int partition, int count) {
        return IntStream.iterate(0, i -> i + 1).mapToObj(i -> "key-" + i)
                .filter(key -> load.cluster.partitionOf(key) == partition).limit(count).map(key -> {
                    int id = load.plainId(0);
                    produce(key, id);
                    return id;
                }).toList();
    }

    /** One key's records go one after the other; the others do not wait for that. */
    @Test
    void aKeyWithManyRecordsHoldsUpNoOtherKey() {
        // Given
        IntStream.range(0, 200).forEach(i -> produce("hot", load.plainId(0)));
        List<Integer> few = IntStream.range(0, FEW).mapToObj(i -> load.plainId(0)).toList();
        few.forEach(id -> produce("few-" + id, id));

        // When
        run();

        // Then
        assertThat(placeOfLast(few)).isLessThan(4 * FEW);
    }
}
