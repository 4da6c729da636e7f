package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The engine's own code under thousands of unlucky schedules. A failing seed is named, and is replayed with
 * {@code -Dsimulation.seed=N}.
 */
@Tag("scaled")
class SimulationTest {
    @Test
    void keepsItsPromisesWhateverHappens() {
        Long only = Long.getLong("simulation.seed");
        long from = only == null ? 0 : only;
        long to = only == null ? Integer.getInteger("simulation.seeds", 200) : only + 1;
        Simulation.Met met = Simulation.Met.NOTHING;
        for (long seed = from; seed < to; seed++) {
            try {
                met = met.plus(Simulation.run(seed));
            } catch (SimWorld.Violation | RuntimeException e) {
                fail("Seed " + seed + " (replay with -Dsimulation.seed=" + seed + "): " + e.getMessage(), e);
            }
        }
        if (only == null) {
            assertThat(met.filledTogether()).as("seconds whose rate several instances used up").isPositive();
            assertThat(met.sharedThroughRebalance()).as("calls of several while a partition changed hands")
                    .isPositive();
            assertThat(met.finishedInParts()).as("sent in several parts").isPositive();
            assertThat(met.unfinished()).as("waited for another attempt between two parts").isPositive();
            assertThat(met.cameBack()).as("came back from a delay topic").isPositive();
            assertThat(met.diedInTransaction()).as("died in a transaction").isPositive();
        }
    }
}
