package io.postroom.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postroom.benchmarks.broker.BenchBroker;
import io.postroom.benchmarks.report.BenchmarkException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts that measure, each for real, with next to no load. */
class HarnessTest {
    private static final int MESSAGES = 400;

    @TempDir
    private static Path folder;
    private static BenchBroker broker;

    @BeforeAll
    static void start() {
        broker = new BenchBroker(folder.resolve("broker"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void everyMessageOfAParticipantIsInTheLedgerOnce() throws Exception {
        // Given
        broker.createTopic("few", Run.PARTITIONS);
        try (Publisher publisher = new Publisher(broker.bootstrapServers(), "few");
                Run run = new Run(broker, Engine.POSTROOM, Load.NONE, "few", folder)) {
            publisher.atOnce(MESSAGES);

            // When
            Window window;
            try (ParticipantProcess process = run.process()) {
                window = run.window(process, 30, MESSAGES);
                process.terminate();
            }

            // Then
            LedgerReading reading = run.read();
            assertThat(run.accepted()).isEqualTo(MESSAGES);
            assertThat(FirstReader.read(broker.bootstrapServers(), "few")).isEqualTo(MESSAGES);
            assertThat(reading.missing(MESSAGES)).isZero();
            assertThat(reading.missing(MESSAGES + 1)).isEqualTo(1);
            assertThat(reading.waiting(new Window(0, Long.MAX_VALUE, Duration.ZERO)).median()).isPositive();
            assertThat(window.processor()).isPositive();
        }
    }

    @Test
    void aParticipantThatDeliversNothingEndsTheRun() throws Exception {
        // Given
        broker.createTopic("empty", 1);
        Path ledgerFile = folder.resolve("empty.ledger");
        try (SharedLedger ledger = new SharedLedger(ledgerFile);
                ParticipantProcess process = ParticipantProcess.start(Engine.POSTROOM, broker.bootstrapServers(),
                        "empty", "empty", 1, Load.NONE, ledgerFile, folder.resolve("empty.log"))) {

            // When, then
            assertThatThrownBy(() -> process.awaitFirst(() -> ledger.size() > 0, Duration.ofSeconds(2)))
                    .isInstanceOf(BenchmarkException.class).hasMessageContaining("delivered nothing");
        }
    }
}
