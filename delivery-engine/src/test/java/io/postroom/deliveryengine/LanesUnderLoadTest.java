package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bulk costs normal, in simulated time. */
class LanesUnderLoadTest {
    private static final long SECONDS = 60;
    private static final int PER_SECOND = 20;

    private static GateConfig gate(double rate, int concurrency) {
        return new GateConfig("a", rate, concurrency, 20, Duration.ofSeconds(10));
    }

    /** Nanoseconds from produced to sent, in ascending order, of normal records that come at random. */
    private static List<Long> waits(long seed, GateConfig gate, int bulk) {
        return waits(seed, gate, bulk, 1);
    }

    /** The same beside bulk records of so many calls each. */
    private static List<Long> waits(long seed, GateConfig gate, int bulk, int parts) {
        SimLoad load = new SimLoad(seed, 3);
        load.worker(SimLoad.config(gate));
        for (int i = 0; i < bulk; i++) {
            load.cluster.produce(Lane.BULK, "bulk-" + i, load.plainId(0, parts));
        }
        // A share of the rate holds after a second.
        load.world.runFor(5 * SimLoad.SECOND);
        Map<Integer, Long> produced = new LinkedHashMap<>();
        for (int i = 0; i < SECONDS * PER_SECOND; i++) {
            int id = load.plainId(1);
            int each = i;
            load.world.after(load.world.millis((int) SECONDS * 1_000), () -> {
                produced.put(id, load.world.now());
                load.cluster.produce(Lane.NORMAL, "normal-" + each, id);
            });
        }
        load.world.runFor((SECONDS + 10) * SimLoad.SECOND);
        List<Long> waits = new ArrayList<>();
        produced.forEach((id, at) -> waits.add(load.ledger.begunAt(id).orElseThrow() - at));
        waits.sort(null);
        return waits;
    }

    /** Milliseconds. */
    private static double p99(List<Long> waits) {
        return waits.get((int) (waits.size() * 0.99)) / 1e6;
    }

    /** Beyond the fifth: the token that bulk took just before, and the one that its floor gives it. */
    @ParameterizedTest
    @CsvSource({"1, 50", "2, 100", "3, 200"})
    void bulkThatSaturatesTheRateOfAGateHardlyDelaysNormal(long seed, int rate) {
        // Given
        double floor = 2 * 1_000.0 / rate;

        // When
        double unloaded = p99(waits(seed, gate(rate, 100), 0));
        double loaded = p99(waits(seed, gate(rate, 100), (int) SECONDS * rate * 2));

        // Then
        assertThat(loaded).as("milliseconds").isLessThan(1.2 * unloaded + floor);
    }

    /**
     * What has begun is finished first, so that a normal record waits for the calls of the bulk records that have begun: as many as
     * four of six parts.
     */
    @ParameterizedTest
    @CsvSource({"1, 50", "3, 200"})
    void bulkOfSixPartsDelaysNormalByTheCallsOfAFewThatHaveBegun(long seed, int rate) {
        // Given
        double alone = 80;
        double calls = 4 * 6 * 1_000.0 / rate;

        // When
        double loaded = p99(waits(seed, gate(rate, 100), (int) SECONDS * rate / 3, 6));

        // Then
        assertThat(loaded).as("milliseconds").isLessThan(alone + calls);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void bulkThatSaturatesThePermitsOfAGateHardlyDelaysNormal(long seed) {
        // When
        double unloaded = p99(waits(seed, gate(0, 40), 0));
        double loaded = p99(waits(seed, gate(0, 40), (int) SECONDS * 400));

        // Then
        assertThat(loaded).as("milliseconds").isLessThan(1.2 * unloaded);
    }
}
