package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The broker is killed half-way and comes back. */
@Tag("full")
class BrokerRestartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int RECORDS = 3_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(EngineConfig.GroupProtocol.class)
    void aBrokerThatIsKilledAndComesBackCostsNothingButTime(EngineConfig.GroupProtocol protocol) throws Exception {
        try (BrokerProcess process = new BrokerProcess(folder)) {
            process.start();
            try (TestBroker broker = new TestBroker(process.bootstrap(), () -> {})) {
                // Given
                broker.createTopic("topic", 4);
                broker.produce("topic", 0, RECORDS, 300);
                EngineFixture fixture = new EngineFixture(broker, "group");
                EngineConfig config = fixture.config("engine", Map.of(Lane.NORMAL, List.of("topic")), List.of())
                        .withGroupProtocol(protocol).withLimits(EngineLimits.defaults().withConcurrency(50));

                // When
                try (DeliveryEngine<Integer> engine = fixture.engine(config,
                        fixture.accepting(Duration.ofMillis(100)))) {
                    engine.start();
                    await().atMost(PATIENCE).until(() -> fixture.ledger.count() >= RECORDS / 4);
                    process.kill();
                    process.start();
                    await().atMost(PATIENCE).until(() -> fixture.ledger.distinct() == RECORDS);
                    await().atMost(PATIENCE).until(() -> broker.lag("group-normal", "topic") == 0);
                    await().atMost(PATIENCE).until(() -> engine.live() && engine.ready());
                }

                // Then
                fixture.ledger.assertEachOnceInOrder(RECORDS);
                assertThat(fixture.finals).hasSize(RECORDS);
            }
        }
    }
}
