package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of one record by what its handler says, on a real broker. */
class OutcomesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RetryPolicy QUICK = new RetryPolicy(4, Duration.ofHours(1), Duration.ofMillis(50),
            Duration.ofMillis(500), RetryPolicy.Order.OVERTAKE);

    private static TestBroker broker;

    @BeforeAll
    static void start() {
        broker = new TestBroker();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private record Ended(Delivery<Integer> delivery, FinalOutcome outcome) {}

    private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();

    private DeliveryEngine<Integer> engine(EngineConfig config, DeliveryHandler<Integer> handler) {
        return DeliveryEngine.builder(config, EngineFixture::read, handler,
                (delivery, outcome) -> ended.add(new Ended(delivery, outcome))).build();
    }

    private EngineConfig config(String topic) {
        broker.createTopic(topic, 1);
        broker.createTopic(topic + ".dead-letter.v1", 1);
        return new EngineFixture(broker, topic)
                .config(topic + "-0", Map.of(Lane.NORMAL, List.of(topic)), List.of()).withRetries(QUICK);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void triesAPassingFailureAgainAndKeepsTheOrderOfItsKey() {
        // Given
        EngineConfig config = config("passing");
        broker.produce("passing", 0, 3, 1);
        Map<Integer, Integer> tries = new ConcurrentHashMap<>();
        Queue<Integer> accepted = new ConcurrentLinkedQueue<>();

        // When
        try (DeliveryEngine<Integer> engine = engine(config, delivery -> {
            if (tries.merge(delivery.request(), 1, Integer::sum) < 3) {
                return Outcome.retry("busy");
            }
            accepted.add(delivery.request());
            return Outcome.delivered();
        })) {
            engine.start();
            await().atMost(PATIENCE).until(() -> ended.size() == 3);
        }

        // Then
        assertThat(accepted).containsExactly(0, 1, 2);
        assertThat(ended).extracting(each -> each.delivery().attempt()).containsOnly(3);
    }

    @Test
    void aHandlerMayCallAgainAndGoesOnWhereItStoppedAtNoCost() {
        // Given
        EngineConfig config = config("parts");
        broker.produce("parts", 0, 2, 1);
        Map<Integer, Integer> tries = new ConcurrentHashMap<>();
        Queue<Integer> calls = new ConcurrentLinkedQueue<>();

        // When
        try (DeliveryEngine<Integer> engine = engine(config, delivery -> {
            calls.add(delivery.request());
            if (!delivery.pace().nextCall()) {
                return Outcome.rejected("no-place", null);
            }
            calls.add(delivery.request());
            return tries.merge(delivery.request(), 1, Integer::sum) == 1
                    ? new Outcome.Unfinished()
                    : Outcome.delivered();
        })) {
            engine.start();
            await().atMost(PATIENCE).until(() -> ended.size() == 2);
        }

        // Then
        assertThat(calls).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
        assertThat(ended).extracting(Ended::outcome).containsOnly(new FinalOutcome.Delivered(null));
        assertThat(ended).extracting(each -> each.delivery().attempt()).containsOnly(1);
    }

    @Test
    void sendsWhatRanOutOfAttemptsToTheDeadLetterTopic() {
        // Given
        EngineConfig config = config("exhausted");
        broker.produce("exhausted", 7, 8, 1);
        Queue<Boolean> last = new ConcurrentLinkedQueue<>();

        // When
        try (DeliveryEngine<Integer> engine = engine(config, delivery -> {
            last.add(delivery.lastAttempt());
            return Outcome.retry("busy");
        })) {
            engine.start();
            await().atMost(PATIENCE).until(() -> broker.lag("exhausted-normal", "exhausted") == 0);
        }

        // Then
        assertThat(last).containsExactly(false, false, false, true);
        assertThat(ended).extracting(Ended::outcome).containsExactly(new FinalOutcome.Exhausted("busy"));
        assertThat(broker.readAll("exhausted.dead-letter.v1")).singleElement().satisfies(dead -> {
            assertThat(new String(dead.value(), StandardCharsets.UTF_8)).isEqualTo("7");
            assertThat(header(dead, EngineHeaders.DEAD_LETTER_REASON)).isEqualTo("exhausted");
            assertThat(header(dead, EngineHeaders.DEAD_LETTER_DETAIL)).isEqualTo("busy");
            assertThat(header(dead, EngineHeaders.DEAD_LETTER_TOPIC)).isEqualTo("exhausted");
            assertThat(header(dead, EngineHeaders.DEAD_LETTER_OFFSET)).isEqualTo("0");
        });
    }

    @Test
    void sendsWhatNobodyCanReadToTheDeadLetterTopicAndGoesOn() {
        // Given
        EngineConfig config = config("garbage");
        broker.produce("garbage", 0, 2, 1);
        Queue<String> unreadable = new ConcurrentLinkedQueue<>();
        RecordReader<Integer> reader = record -> {
            if (record.offset() == 0) {
                throw new UnreadableRecordException("This is not a request.", null);
            }
            return EngineFixture.read(record);
        };
        FinalOutcomes<Integer> finals = new FinalOutcomes<>() {
            @Override
            public void onFinal(Delivery<Integer> delivery, FinalOutcome outcome) {
                ended.add(new Ended(delivery, outcome));
            }

            @Override
            public void onUnreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
                unreadable.add(reason);
            }
        };

        // When
        try (DeliveryEngine<Integer> engine = DeliveryEngine
                .builder(config, reader, delivery -> Outcome.delivered(), finals).build()) {
            engine.start();
            await().atMost(PATIENCE).until(() -> broker.lag("garbage-normal", "garbage") == 0);
        }

        // Then
        assertThat(unreadable).containsExactly("This is not a request.");
        assertThat(ended).hasSize(1);
        assertThat(broker.readAll("garbage.dead-letter.v1")).singleElement().satisfies(
                dead -> assertThat(header(dead, EngineHeaders.DEAD_LETTER_REASON)).isEqualTo("unreadable"));
    }

    @Test
    void waitsForWhatItNeedsToReadWithoutCountingAttempts() {
        // Given
        EngineConfig config = config("registry");
        broker.produce("registry", 0, 1, 1);
        AtomicInteger reads = new AtomicInteger();
        RecordReader<Integer> reader = record -> {
            if (reads.incrementAndGet() < 3) {
                throw new java.io.IOException("no registry");
            }
            return EngineFixture.read(record);
        };

        // When
        try (DeliveryEngine<Integer> engine = DeliveryEngine.builder(config, reader, delivery -> Outcome.delivered(),
                (delivery, outcome) -> ended.add(new Ended(delivery, outcome))).build()) {
            engine.start();
            await().atMost(PATIENCE).until(() -> ended.size() == 1);
        }

        // Then
        assertThat(ended.element().delivery().attempt()).isEqualTo(1);
        assertThat(broker.readAll("registry.dead-letter.v1")).isEmpty();
    }

    @Test
    void reportsRejectedCancelledAndExpiredWithoutDeadLetter() {
        // Given
        EngineConfig config = config("ends");
        broker.produce("ends", 0, 3, 3);
        RecordReader<Integer> reader = record -> {
            int value = Integer.parseInt(new String(record.value(), StandardCharsets.UTF_8));
            return new ReadRequest<>(value, new RequestFacts("n-" + value, "s", List.of("provider"),
                    value == 2 ? Instant.now().minusSeconds(1) : null, UnknownPolicy.RESEND));
        };
        Queue<Integer> sent = new ConcurrentLinkedQueue<>();

        // When
        try (DeliveryEngine<Integer> engine = DeliveryEngine.builder(config, reader, delivery -> {
            sent.add(delivery.request());
            return Outcome.rejected("no-such-number", "0x0B");
        }, (delivery, outcome) -> ended.add(new Ended(delivery, outcome)))
                .preSendCheck(delivery -> delivery.request() == 1
                        ? PreSendCheck.Verdict.CANCELLED
                        : PreSendCheck.Verdict.PROCEED)
                .build()) {
            engine.start();
            await().atMost(PATIENCE).until(() -> ended.size() == 3);
        }

        // Then
        assertThat(sent).containsExactly(0);
        assertThat(ended).extracting(each -> each.delivery().request(), Ended::outcome).containsExactlyInAnyOrder(
                org.assertj.core.groups.Tuple.tuple(0, new FinalOutcome.Failed("no-such-number", "0x0B")),
                org.assertj.core.groups.Tuple.tuple(1, new FinalOutcome.Cancelled()),
                org.assertj.core.groups.Tuple.tuple(2, new FinalOutcome.Expired()));
        assertThat(broker.readAll("ends.dead-letter.v1")).isEmpty();
    }

    @Test
    void whatABrakeHoldsWaitsWithoutAnAttemptWhileOthersPassAndGoesWhenItIsReleased() {
        // Given
        EngineConfig config = config("braked");
        broker.produce("braked", 0, 6, 6);
        AtomicBoolean pulled = new AtomicBoolean(true);

        // When
        try (DeliveryEngine<Integer> engine = DeliveryEngine
                .builder(config, EngineFixture::read, delivery -> Outcome.delivered(),
                        (delivery, outcome) -> ended.add(new Ended(delivery, outcome)))
                .brake(request -> pulled.get() && request % 2 == 0).build()) {
            engine.start();
            await().atMost(PATIENCE).until(() -> ended.size() == 3);
            await().during(QUICK.longestParked().multipliedBy(3)).atMost(PATIENCE).until(() -> ended.size() == 3);
            pulled.set(false);
            await().atMost(PATIENCE).until(() -> ended.size() == 6);
        }

        // Then
        List<Integer> order = ended.stream().map(each -> each.delivery().request()).toList();
        assertThat(order.subList(0, 3)).containsExactlyInAnyOrder(1, 3, 5);
        assertThat(order.subList(3, 6)).containsExactlyInAnyOrder(0, 2, 4);
        assertThat(ended).extracting(each -> each.delivery().attempt()).containsOnly(1);
    }

    @Test
    void callsTheFinalOutcomeAgainUntilItSucceeds() {
        // Given
        EngineConfig config = config("stubborn");
        broker.produce("stubborn", 0, 1, 1);
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger published = new AtomicInteger();

        // When
        try (DeliveryEngine<Integer> engine = DeliveryEngine.builder(config, EngineFixture::read, delivery -> {
            sent.incrementAndGet();
            return Outcome.delivered();
        }, (delivery, outcome) -> {
            if (published.incrementAndGet() < 3) {
                throw new IllegalStateException("not now");
            }
        }).build()) {
            engine.start();
            await().atMost(PATIENCE).until(() -> broker.lag("stubborn-normal", "stubborn") == 0);
        }

        // Then
        assertThat(sent).hasValue(1);
        assertThat(published).hasValue(3);
    }

    @Test
    void interruptsAnAttemptAtItsDeadlineAndTreatsItAsUnknown() {
        // Given
        EngineConfig config = config("slow").withLimits(
                EngineLimits.defaults().withDeadlines(Duration.ofMillis(500), Duration.ofSeconds(2)));
        broker.produce("slow", 0, 1, 1);

        // When
        try (DeliveryEngine<Integer> engine = DeliveryEngine.builder(config,
                record -> EngineFixture.read(record, UnknownPolicy.ASK), delivery -> {
                    new java.util.concurrent.CountDownLatch(1).await();
                    return Outcome.delivered();
                }, (delivery, outcome) -> ended.add(new Ended(delivery, outcome))).build()) {
            engine.start();
            await().atMost(PATIENCE).until(() -> ended.size() == 1);
        }

        // Then
        assertThat(ended.element().outcome()).isEqualTo(new FinalOutcome.Unknown("deadline"));
    }

    @Test
    void aClosedGateCostsNoAttempts() {
        // Given
        broker.createTopic("closed", 1);
        EngineConfig config = EngineConfig.of("closed", "closed-0", broker.properties(),
                Map.of(Lane.NORMAL, List.of("closed")), List.of(), topic -> topic + ".dead-letter.v1",
                List.of(new GateConfig("provider", 0, 10, 5, Duration.ofMillis(100)))).withRetries(QUICK);
        broker.produce("closed", 0, 5, 5);
        AtomicInteger calls = new AtomicInteger();

        // When
        try (DeliveryEngine<Integer> engine = engine(config, delivery -> calls.incrementAndGet() < 20
                ? new Outcome.Unavailable("bind-refused")
                : Outcome.delivered())) {
            engine.start();
            await().atMost(PATIENCE).until(() -> ended.size() == 5);
        }

        // Then
        assertThat(ended).extracting(Ended::outcome).containsOnly(new FinalOutcome.Delivered(null));
        assertThat(ended).extracting(each -> each.delivery().attempt()).containsOnly(1);
    }
}
