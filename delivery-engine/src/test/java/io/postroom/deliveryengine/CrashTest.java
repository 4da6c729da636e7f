package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Worker processes that are killed, and a ledger outside them. */
@Tag("full")
class CrashTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int RECORDS = 4_000;
    private static final int KILLS = 3;
    private static final int AT_A_TIME = 100;
    /** The commit interval of 200 ms, one poll, and the commit's own way to a broker on a busy machine. */
    private static final Duration COMMIT_TIME = Duration.ofMillis(600);

    private static TestBroker broker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        broker = new TestBroker();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(UnknownPolicy.class)
    void killingLosesNothingAndDoublesNoMoreThanWasOnItsWay(UnknownPolicy policy) throws Exception {
        // Given
        String topic = "killed-" + policy;
        broker.createTopic(topic, 4);
        broker.createTopic(topic + ".dead-letter.v1", 1);
        broker.produce(topic, 0, RECORDS, 1_000);
        Random random = new Random(7);
        long mayDouble = 0;

        try (StandInProvider provider = new StandInProvider(60)) {
            // When
            for (int kill = 0; kill < KILLS; kill++) {
                try (WorkerProcess worker = WorkerProcess.start(broker.bootstrap(), topic, topic + "-" + kill, policy,
                        provider.port(), folder.resolve("log"))) {
                    int enough = provider.total() + 400 + random.nextInt(400);
                    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5))
                            .until(() -> provider.total() >= enough);
                    mayDouble += AT_A_TIME + completionsOf(COMMIT_TIME, provider);
                    worker.kill();
                }
            }
            try (WorkerProcess worker = WorkerProcess.start(broker.bootstrap(), topic, topic + "-last", policy,
                    provider.port(), folder.resolve("log"))) {
                await().atMost(PATIENCE).until(() -> broker.lag(topic + "-normal", topic) == 0);
                assertThat(worker.terminate()).isTrue();
            }

            // Then
            int doubled = provider.total() - provider.accepted().size();
            switch (policy) {
                case RESEND -> {
                    assertThat(provider.accepted()).as("delivered").hasSize(RECORDS);
                    assertThat(doubled).as("doubled").isLessThanOrEqualTo((int) mayDouble);
                }
                case ASK -> {
                    assertThat(doubled).as("doubled").isZero();
                    for (int id = 0; id < RECORDS; id++) {
                        assertThat(provider.accepted().containsKey(id) || provider.unknown().contains(id))
                                .as("delivered or reported as unknown: %s", id).isTrue();
                    }
                    assertThat(provider.unknown()).as("unknown").hasSizeLessThanOrEqualTo(
                            KILLS * (AT_A_TIME + 4 * 128));
                }
            }
        }
    }

    /** What the provider took within the latest stretch of time. */
    private static long completionsOf(Duration time, StandInProvider provider) {
        return provider.takenSince(System.nanoTime() - time.toNanos());
    }

    @Test
    void terminatingDoublesNothing() throws Exception {
        // Given
        String topic = "terminated";
        broker.createTopic(topic, 4);
        broker.produce(topic, 0, RECORDS, 1_000);

        try (StandInProvider provider = new StandInProvider(60)) {
            // When
            for (int run = 0; run < 3; run++) {
                try (WorkerProcess worker = WorkerProcess.start(broker.bootstrap(), topic, topic + "-" + run,
                        UnknownPolicy.RESEND, provider.port(), folder.resolve("log"))) {
                    int enough = Math.min(RECORDS, provider.total() + (run < 2 ? 700 : RECORDS));
                    await().atMost(PATIENCE).until(() -> provider.total() >= enough);
                    assertThat(worker.terminate()).isTrue();
                }
            }

            // Then
            assertThat(provider.accepted()).hasSize(RECORDS);
            assertThat(provider.total()).isEqualTo(RECORDS);
        }
    }
}
