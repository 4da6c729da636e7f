package io.postroom.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerReadingTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsAcceptedTwiceIsDoubledAndWhatNeverIsIsMissing() {
        // Given
        try (SharedLedger writer = new SharedLedger(folder.resolve("ledger"));
                SharedLedger reader = new SharedLedger(folder.resolve("ledger"))) {
            accept(writer, 0, 1, 2);
            int split = reader.size();
            accept(writer, 2, 3, 1, 1);

            // When
            LedgerReading reading = new LedgerReading(reader);

            // Then
            assertThat(reading.doubled(split, Integer.MAX_VALUE)).isEqualTo(2);
            assertThat(reading.missing(6)).isEqualTo(2);
        }
    }

    @Test
    void inFlightIsWhatIsWithTheProviderOnAverage() {
        // Given
        try (SharedLedger ledger = new SharedLedger(folder.resolve("ledger"))) {
            accept(ledger, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            long first = ledger.acceptedMicros(0);
            Window second = new Window(first, first + 1_000_000, Duration.ofMillis(1));

            // When
            LedgerReading.Speed speed = new LedgerReading(ledger).speed(second, Load.STEADY);

            // Then
            assertThat(speed.perSecond()).isEqualTo(10);
            assertThat(speed.inFlight()).isEqualTo(1, within(1e-6));
            assertThat(speed.processorMicros()).isEqualTo(100, within(1e-6));
        }
    }

    @Test
    void theJitterIsAsSaid() {
        // Given
        int messages = 200_000;

        // When
        double mean = java.util.stream.IntStream.range(0, messages).map(Load.JITTER::millis).average().orElseThrow();
        long timeOuts = java.util.stream.IntStream.range(0, messages).filter(i -> Load.JITTER.millis(i) == 30_000)
                .count();

        // Then
        assertThat(timeOuts / (double) messages).isEqualTo(0.005, within(0.0005));
        assertThat(Load.JITTER.perSecond(1_000)).isEqualTo(1_000_000 / mean, within(150.0));
    }

    private static void accept(SharedLedger ledger, int... numbers) {
        for (int number : numbers) {
            ledger.accept(new Payload(number, Payload.nowMicros()));
        }
    }
}
