package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitTest {
    private final Circuit circuit = new Circuit(3, 100);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            circuit.leave(new GateSignal.Failure(), circuit.enter(), 0);
        }
    }

    @Test
    void opensAfterFailuresInARowOnly() {
        // When
        fail(2);
        circuit.leave(new GateSignal.Success(), false, 0);
        fail(2);

        // Then
        assertThat(circuit.closed()).isTrue();
        fail(1);
        assertThat(circuit.closed()).isFalse();
        assertThat(circuit.admits(99)).isFalse();
        assertThat(circuit.admitsAt(50)).isEqualTo(100);
    }

    @Test
    void opensAtOnceWhenTheProviderCannotBeUsed() {
        // When
        circuit.leave(new GateSignal.Unavailable("bind-refused"), false, 0);

        // Then
        assertThat(circuit.closed()).isFalse();
    }

    @Test
    void letsOneProbeThroughAndClosesByItsSuccess() {
        // Given
        fail(3);

        // When
        boolean probe = circuit.enter();

        // Then
        assertThat(probe).isTrue();
        assertThat(circuit.admits(1_000)).isFalse();
        circuit.leave(new GateSignal.Success(), true, 200);
        assertThat(circuit.closed()).isTrue();
    }

    @Test
    void aFailedProbeWaitsForTheNextInterval() {
        // Given
        fail(3);
        boolean probe = circuit.enter();

        // When
        circuit.leave(new GateSignal.Failure(), probe, 200);

        // Then
        assertThat(circuit.admits(299)).isFalse();
        assertThat(circuit.admits(300)).isTrue();
    }

    @Test
    void aProbeThatNeverAskedTheProviderIsReplacedAtOnce() {
        // Given
        fail(3);
        boolean probe = circuit.enter();

        // When
        circuit.leave(new GateSignal.NotAsked(), probe, 200);

        // Then
        assertThat(circuit.admits(200)).isTrue();
        assertThat(circuit.closed()).isFalse();
    }

    @Test
    void whatWasUnderWayWhenItOpenedDoesNotCloseIt() {
        // Given
        boolean early = circuit.enter();
        fail(3);

        // When
        circuit.leave(new GateSignal.Success(), early, 10);
        circuit.leave(new GateSignal.Throttled(Duration.ofSeconds(1)), early, 10);

        // Then
        assertThat(circuit.closed()).isFalse();
    }
}
