package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the engine promises while instances come and go, on a real broker. */
class GuaranteeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TestBroker broker;

    @BeforeAll
    static void start() {
        broker = new TestBroker();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(EngineConfig.GroupProtocol.class)
    void aRollingRestartLosesNothingDoublesNothingAndOverlapsNothing(EngineConfig.GroupProtocol protocol) {
        // Given
        String topic = "rolling-" + protocol;
        broker.createTopic(topic, 6);
        broker.produce(topic, 0, 6_000, 600);
        EngineFixture fixture = new EngineFixture(broker, topic);
        List<DeliveryEngine<Integer>> running = new ArrayList<>();
        for (int instance = 0; instance < 2; instance++) {
            running.add(begin(fixture, topic, topic + "-old-" + instance, protocol));
        }

        // When
        for (int restart = 0; restart < 2; restart++) {
            int enough = 1_000 * (restart + 1);
            await().atMost(PATIENCE).until(() -> fixture.ledger.count() >= enough);
            running.add(begin(fixture, topic, topic + "-new-" + restart, protocol));
            running.removeFirst().close();
        }
        await().atMost(PATIENCE).until(() -> broker.lag(topic + "-normal", topic) == 0);
        running.forEach(DeliveryEngine::close);

        // Then
        fixture.ledger.assertEachOnceInOrder(6_000);
    }

    private static DeliveryEngine<Integer> begin(EngineFixture fixture, String topic, String client,
            EngineConfig.GroupProtocol protocol) {
        EngineConfig config = fixture.config(client, Map.of(Lane.NORMAL, List.of(topic)), List.of())
                .withGroupProtocol(protocol);
        DeliveryEngine<Integer> engine = fixture.engine(config, fixture.accepting(Duration.ofMillis(300)));
        engine.start();
        return engine;
    }

    @Test
    void whatMustAskIsSentOnceThroughARestart() {
        // Given
        broker.createTopic("letters", 2);
        broker.produce("letters", 0, 600, 60);
        EngineFixture fixture = new EngineFixture(broker, "letters");
        Map<Lane, List<String>> topics = Map.of(Lane.NORMAL, List.of("letters"));

        // When
        for (int run = 0; run < 2; run++) {
            int enough = run == 0 ? 200 : 600;
            try (DeliveryEngine<Integer> engine = DeliveryEngine.builder(
                    fixture.config("letters-" + run, topics, List.of()),
                    record -> EngineFixture.read(record, UnknownPolicy.ASK), fixture.accepting(Duration.ofMillis(50)),
                    (delivery, outcome) -> fixture.finals.add(outcome)).build()) {
                engine.start();
                await().atMost(PATIENCE).until(() -> fixture.ledger.count() >= enough);
            }
        }

        // Then
        fixture.ledger.assertEachOnceInOrder(600);
        assertThat(fixture.finals).hasSize(600).containsOnly(new FinalOutcome.Delivered(null));
        assertThat(broker.lag("letters-normal", "letters")).isZero();
    }

    @Test
    void waitsForATopicThatIsMissingAndFollowsOneThatGrows() {
        // Given
        broker.createTopic("there", 1);
        broker.produce("there", 0, 10, 10);
        EngineFixture fixture = new EngineFixture(broker, "missing");
        EngineConfig config = fixture.config("missing-0",
                Map.of(Lane.NORMAL, List.of("there", "appears-late"), Lane.BULK, List.of("appears-later")), List.of());

        // When
        try (DeliveryEngine<Integer> engine = fixture.engine(config, fixture.accepting(Duration.ZERO))) {
            engine.start();
            await().atMost(PATIENCE).until(() -> fixture.ledger.count() == 10);
            broker.createTopic("appears-late", 2);
            broker.produce("appears-late", 10, 20, 10);
            await().atMost(PATIENCE).until(() -> fixture.ledger.count() == 20);
            broker.createTopic("appears-later", 1);
            broker.produce("appears-later", 20, 30, 10);
            await().atMost(PATIENCE).until(() -> fixture.ledger.count() == 30);
            broker.grow("there", 3);
            await().atMost(PATIENCE).until(() -> broker.assigned("missing-normal") == 5);
            broker.produce("there", 30, 60, 30);
            await().atMost(PATIENCE).until(() -> fixture.ledger.count() == 60);

            // Then
            assertThat(engine.live()).isTrue();
            assertThat(engine.ready()).isTrue();
        }
        assertThat(fixture.ledger.distinct()).isEqualTo(60);
    }

    @Test
    void oneSlowRecordHoldsUpNeitherOthersNorLiveness() {
        // Given
        broker.createTopic("stuck", 1);
        broker.produce("stuck", 0, 3_000, 3_000);
        EngineFixture fixture = new EngineFixture(broker, "stuck");
        EngineConfig config = fixture.config("stuck-0", Map.of(Lane.NORMAL, List.of("stuck")), List.of())
                .withLimits(EngineLimits.defaults().withDeadlines(Duration.ofSeconds(6), Duration.ofSeconds(8)));
        DeliveryHandler<Integer> quick = fixture.accepting(Duration.ZERO);

        // When
        try (DeliveryEngine<Integer> engine = fixture.engine(config, delivery -> {
            if (delivery.request() == 0 && delivery.attempt() == 1) {
                new CountDownLatch(1).await();
            }
            return quick.deliver(delivery);
        })) {
            engine.start();
            await().atMost(PATIENCE).until(() -> fixture.ledger.count() == 2_999);

            // Then
            assertThat(engine.live()).isTrue();
            await().atMost(PATIENCE).until(() -> broker.lag("stuck-normal", "stuck") == 0);
        }
        assertThat(fixture.ledger.distinct()).isEqualTo(3_000);
    }

    /** Its provider never answers, and its handler does not care for interrupts. */
    @Test
    void aStopLeavesTheGroupsWhateverIsStuck() {
        // Given
        broker.createTopic("leaves", 2);
        broker.produce("leaves", 0, 2, 2);
        EngineFixture fixture = new EngineFixture(broker, "leaves");
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger stuck = new AtomicInteger();
        DeliveryEngine<Integer> engine = fixture.engine(
                fixture.config("leaves-0", Map.of(Lane.NORMAL, List.of("leaves")), List.of()), delivery -> {
                    stuck.incrementAndGet();
                    awaitWhateverComes(answer);
                    return Outcome.delivered();
                });

        // When
        try {
            engine.start();
            await().atMost(PATIENCE).until(() -> stuck.get() == 2);
            engine.stop(Duration.ofMillis(300));

            // Then
            assertThat(broker.members("leaves-normal")).isZero();
        } finally {
            answer.countDown();
        }
    }

    private static void awaitWhateverComes(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // This is what makes it stuck.
                continue;
            }
        }
    }

    @Test
    void bulkDoesNotDelayNormal() {
        // Given
        broker.createTopic("urgent", 1);
        broker.createTopic("masses", 2);
        broker.produce("masses", 1_000, 5_000, 4_000);
        EngineFixture fixture = new EngineFixture(broker, "lanes");
        EngineConfig config = EngineConfig.of("lanes", "lanes-0", broker.properties(),
                Map.of(Lane.NORMAL, List.of("urgent"), Lane.BULK, List.of("masses")), List.of(),
                topic -> topic + ".dead-letter.v1", List.of(GateConfig.of("provider", 0, 20)));

        // When
        try (DeliveryEngine<Integer> engine = fixture.engine(config, fixture.accepting(Duration.ofMillis(50)))) {
            engine.start();
            await().atMost(PATIENCE).until(() -> fixture.ledger.count() > 200);
            broker.produce("urgent", 0, 100, 100);
            int before = fixture.ledger.count();
            await().atMost(PATIENCE).until(() -> fixture.ledger.countBelow(1_000) == 100);

            // Then: with no more than the permits that bulk leaves free normal takes 1,000 deliveries to be through
            assertThat(fixture.ledger.count() - before).as("delivered until normal was through").isLessThan(600);
        }
    }
}
