package io.postroom.deliveryengine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What follows from an outcome, given what a record has behind it. Pure. */
final class RetryPlanner {
    private final RetryPolicy policy;
    private final Duration longestBackoff;

    RetryPlanner(EngineConfig config) {
        this.policy = config.retries();
        boolean leaves = policy.order() == RetryPolicy.Order.OVERTAKE && !config.delayTiers().isEmpty();
        this.longestBackoff = leaves ? config.delayTiers().getLast().delay() : policy.longestParked();
    }

    /** Whether an attempt after this history would be the last. */
    boolean isLast(AttemptHistory history) {
        return history.attempts() + 1 >= policy.maxAttempts();
    }

    Conclusion conclude(Outcome outcome, UnknownPolicy unknownPolicy, AttemptHistory before, Instant began,
            Duration took) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> new Conclusion.Finish(
                    new FinalOutcome.Delivered(delivered.evidence()));
            case Outcome.Rejected rejected -> new Conclusion.Finish(
                    new FinalOutcome.Failed(rejected.reason(), rejected.detail()));
            case Outcome.Throttled throttled -> new Conclusion.NoCost();
            case Outcome.Unfinished unfinished -> new Conclusion.NoCost();
            case Outcome.Unavailable unavailable -> new Conclusion.NoCost();
            case Outcome.SenderRefused refused -> new Conclusion.NoCost();
            case Outcome.Retry retry -> again(retry.delay(), before, began, took,
                    new FinalOutcome.Exhausted(retry.reason()));
            case Outcome.Unknown unknown -> switch (unknownPolicy) {
                case ASK -> new Conclusion.Finish(new FinalOutcome.Unknown(unknown.reason()));
                case RESEND -> again(null, before, began, took, new FinalOutcome.Unknown(unknown.reason()));
            };
        };
    }

    private Conclusion again(@Nullable Duration asked, AttemptHistory before, Instant began, Duration took,
            FinalOutcome end) {
        Duration delay = asked == null ? backoff(before.attempts()) : asked.isNegative() ? Duration.ZERO : asked;
        AttemptHistory after = before.plus(began, took.plus(delay));
        if (isLast(before) || after.spent().compareTo(policy.timeBudget()) > 0) {
            return new Conclusion.Finish(end);
        }
        return new Conclusion.Again(delay, after);
    }

    private Duration backoff(int attemptsBefore) {
        Duration delay = policy.firstDelay();
        for (int i = 0; i < attemptsBefore && delay.compareTo(longestBackoff) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longestBackoff) > 0 ? longestBackoff : delay;
    }
}
