package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryPlannerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private static RetryPlanner planner(RetryPolicy.Order order, List<DelayTier> tiers) {
        return new RetryPlanner(EngineConfig.of("g", "c", Map.of("bootstrap.servers", "nowhere"),
                Map.of(Lane.NORMAL, List.of("t")), tiers, topic -> topic + ".dead",
                List.of(GateConfig.of("provider", 0, 1))).withRetries(
                        new RetryPolicy(5, Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofMinutes(1), order)));
    }

    private final RetryPlanner planner = planner(RetryPolicy.Order.OVERTAKE,
            List.of(new DelayTier("10m", Duration.ofMinutes(10))));

    private Conclusion conclude(Outcome outcome, UnknownPolicy policy, AttemptHistory before) {
        return planner.conclude(outcome, policy, before, NOW, Duration.ofSeconds(2));
    }

    @Test
    void waitsTwiceAsLongEachTime() {
        // Given
        AttemptHistory second = new AttemptHistory(2, NOW.minusSeconds(9), Duration.ofSeconds(9));

        // When
        Conclusion conclusion = conclude(Outcome.retry("busy"), UnknownPolicy.RESEND, second);

        // Then
        assertThat(conclusion).isEqualTo(new Conclusion.Again(Duration.ofSeconds(4),
                new AttemptHistory(3, NOW.minusSeconds(9), Duration.ofSeconds(15))));
    }

    @Test
    void waitsAsLongAsAsked() {
        // When
        Conclusion conclusion = conclude(new Outcome.Retry("busy", Duration.ofMinutes(7)), UnknownPolicy.RESEND,
                AttemptHistory.NONE);

        // Then
        assertThat(conclusion).isEqualTo(
                new Conclusion.Again(Duration.ofMinutes(7), new AttemptHistory(1, NOW, Duration.ofSeconds(422))));
    }

    @Test
    void neverWaitsLongerThanItsOrderAllows() {
        // Given
        RetryPlanner inOrder = new RetryPlanner(EngineConfig.of("g", "c", Map.of("bootstrap.servers", "nowhere"),
                Map.of(Lane.NORMAL, List.of("t")), List.of(), topic -> topic, List.of(GateConfig.of("p", 0, 1)))
                .withRetries(new RetryPolicy(50, Duration.ofHours(9), Duration.ofSeconds(1), Duration.ofMinutes(1),
                        RetryPolicy.Order.IN_ORDER)));

        // When
        Conclusion conclusion = inOrder.conclude(Outcome.retry("busy"), UnknownPolicy.RESEND,
                new AttemptHistory(20, NOW, Duration.ZERO), NOW, Duration.ZERO);

        // Then
        assertThat(conclusion).isInstanceOfSatisfying(Conclusion.Again.class,
                again -> assertThat(again.delay()).isEqualTo(Duration.ofMinutes(1)));
    }

    @Test
    void endsWhenAttemptsOrTimeRunOut() {
        // Given
        AttemptHistory often = new AttemptHistory(4, NOW, Duration.ZERO);
        AttemptHistory longAgo = new AttemptHistory(1, NOW, Duration.ofMinutes(59).plusSeconds(58));

        // When
        Conclusion attempts = conclude(Outcome.retry("busy"), UnknownPolicy.RESEND, often);
        Conclusion time = conclude(Outcome.retry("busy"), UnknownPolicy.RESEND, longAgo);
        Conclusion unknown = conclude(new Outcome.Unknown("lost"), UnknownPolicy.RESEND, often);

        // Then
        assertThat(attempts).isEqualTo(new Conclusion.Finish(new FinalOutcome.Exhausted("busy")));
        assertThat(time).isEqualTo(new Conclusion.Finish(new FinalOutcome.Exhausted("busy")));
        assertThat(unknown).isEqualTo(new Conclusion.Finish(new FinalOutcome.Unknown("lost")));
    }

    @Test
    void whatIsUnknownIsTriedAgainOrAskedAboutByItsPolicy() {
        // When
        Conclusion resend = conclude(new Outcome.Unknown("lost"), UnknownPolicy.RESEND, AttemptHistory.NONE);
        Conclusion ask = conclude(new Outcome.Unknown("lost"), UnknownPolicy.ASK, AttemptHistory.NONE);

        // Then
        assertThat(resend).isInstanceOf(Conclusion.Again.class);
        assertThat(ask).isEqualTo(new Conclusion.Finish(new FinalOutcome.Unknown("lost")));
    }

    @Test
    void throttlingAndAbsenceCostNothing() {
        // Given
        AttemptHistory last = new AttemptHistory(4, NOW, Duration.ofMinutes(59));

        // When
        Conclusion throttled = conclude(new Outcome.Throttled(Duration.ofHours(2)), UnknownPolicy.ASK, last);
        Conclusion unavailable = conclude(new Outcome.Unavailable("down"), UnknownPolicy.ASK, last);

        // Then
        assertThat(List.of(throttled, unavailable)).containsOnly(new Conclusion.NoCost());
    }
}
