package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeliveryEngineTest {
    private static TestBroker broker;

    @BeforeAll
    static void start() {
        broker = new TestBroker();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void deliversEveryRecordOnceAndInOrder() {
        // Given
        broker.createTopic("once", 3);
        broker.produce("once", 0, 3_000, 300);
        EngineFixture fixture = new EngineFixture(broker, "once");

        // When
        try (DeliveryEngine<Integer> engine = fixture.engine(
                fixture.config("once-0", Map.of(Lane.NORMAL, List.of("once")), List.of()),
                fixture.accepting(Duration.ofMillis(20)))) {
            engine.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> broker.lag("once-normal", "once") == 0);
            assertThat(engine.ready()).isTrue();
            assertThat(engine.live()).isTrue();
        }

        // Then
        fixture.ledger.assertEachOnceInOrder(3_000);
        assertThat(fixture.finals).hasSize(3_000);
        assertThat(broker.members("once-normal")).isZero();
    }

    @Test
    void stoppingAndStartingHalfWayLosesNothingAndDoublesNothing() {
        // Given
        broker.createTopic("half", 4);
        broker.produce("half", 0, 5_000, 500);
        EngineFixture fixture = new EngineFixture(broker, "half");
        Map<Lane, List<String>> topics = Map.of(Lane.NORMAL, List.of("half"));

        // When
        for (int stop = 1; stop <= 3; stop++) {
            int enough = stop * 1_200;
            try (DeliveryEngine<Integer> engine = fixture.engine(fixture.config("half-" + stop, topics, List.of()),
                    fixture.accepting(Duration.ofMillis(200)))) {
                engine.start();
                await().atMost(Duration.ofSeconds(30)).until(() -> fixture.ledger.count() >= enough);
            }
        }
        try (DeliveryEngine<Integer> engine = fixture.engine(fixture.config("half-last", topics, List.of()),
                fixture.accepting(Duration.ofMillis(50)))) {
            engine.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> broker.lag("half-normal", "half") == 0);
        }

        // Then
        fixture.ledger.assertEachOnceInOrder(5_000);
    }
}
