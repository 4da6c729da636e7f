package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Long retries leave through a delay topic and come back to the lane they came from. */
class DelayTopicsTest {
    private static TestBroker broker;

    @BeforeAll
    static void start() {
        broker = new TestBroker();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private record Call(int request, Lane lane, int attempt, long nanos) {}

    @ParameterizedTest
    @EnumSource(UnknownPolicy.class)
    void aLongRetryComesBackToItsOwnLaneWhenItIsDue(UnknownPolicy policy) {
        // Given
        String name = "long-" + policy;
        Map<Lane, List<String>> topics = Map.of(Lane.NORMAL, List.of(name + "-n"), Lane.BULK, List.of(name + "-b"));
        List<DelayTier> tiers = List.of(new DelayTier(name + "-2s", Duration.ofSeconds(2)),
                new DelayTier(name + "-1h", Duration.ofHours(1)));
        topics.values().forEach(each -> broker.createTopic(each.getFirst(), 2));
        tiers.forEach(tier -> broker.createTopic(tier.topic(), 2));
        EngineConfig config = new EngineFixture(broker, name).config(name, topics, tiers)
                .withRetries(new RetryPolicy(3, Duration.ofHours(1), Duration.ofMillis(50), Duration.ofSeconds(1),
                        RetryPolicy.Order.OVERTAKE));
        broker.produce(name + "-n", 0, 10, 10);
        broker.produce(name + "-b", 10, 20, 10);
        Queue<Call> calls = new ConcurrentLinkedQueue<>();
        Queue<FinalOutcome> finals = new ConcurrentLinkedQueue<>();

        // When
        try (DeliveryEngine<Integer> engine = DeliveryEngine.builder(config,
                record -> EngineFixture.read(record, policy), delivery -> {
                    calls.add(new Call(delivery.request(), delivery.lane(), delivery.attempt(), System.nanoTime()));
                    return delivery.attempt() == 1
                            ? new Outcome.Retry("later", Duration.ofMillis(1_500))
                            : Outcome.delivered();
                }, (delivery, outcome) -> finals.add(outcome)).build()) {
            engine.start();
            await().atMost(Duration.ofSeconds(40)).until(() -> finals.size() == 20);
            await().atMost(Duration.ofSeconds(10)).until(() -> broker.lag(name + "-normal", name + "-n") == 0
                    && broker.lag(name + "-bulk", name + "-b") == 0
                    && broker.lag(name + "-delay", name + "-2s") == 0);
        }

        // Then
        assertThat(calls).hasSize(40);
        assertThat(broker.readAll(name + "-2s")).hasSize(20);
        assertThat(broker.readAll(name + "-1h")).isEmpty();
        for (int request = 0; request < 20; request++) {
            int each = request;
            List<Call> mine = calls.stream().filter(call -> call.request() == each).toList();
            assertThat(mine).extracting(Call::attempt).containsExactly(1, 2);
            assertThat(mine).extracting(Call::lane).containsOnly(each < 10 ? Lane.NORMAL : Lane.BULK);
            assertThat(mine.get(1).nanos() - mine.get(0).nanos()).isGreaterThan(Duration.ofMillis(1_900).toNanos());
        }
    }
}
