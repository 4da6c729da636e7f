package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How often, for how long and in which order to try again.
 *
 * @param maxAttempts  attempts in all, the first included
 * @param timeBudget   time spent on attempts and on the waits between them; waiting for a closed gate does not count
 * @param firstDelay   the wait after the first failure; doubles with each failure
 * @param longestParked waits up to this long are spent in memory, longer ones in a delay topic
 * @param order        what a long wait means for later records of the same key
 */
public record RetryPolicy(int maxAttempts, Duration timeBudget, Duration firstDelay, Duration longestParked,
        Order order) {

    /** What a long wait means for later records of the same key. */
    public enum Order {
        /** They may pass a record that waits in a delay topic. */
        OVERTAKE,
        /** They wait: no delay topics, the longest wait is {@link RetryPolicy#longestParked()}. */
        IN_ORDER
    }

    public RetryPolicy {
        Objects.requireNonNull(timeBudget, "timeBudget");
        Objects.requireNonNull(firstDelay, "firstDelay");
        Objects.requireNonNull(longestParked, "longestParked");
        Objects.requireNonNull(order, "order");
    }

    /** 12 attempts within 72 hours, from one second up, parked up to a minute, overtaking. */
    public static RetryPolicy defaults() {
        return new RetryPolicy(12, Duration.ofHours(72), Duration.ofSeconds(1), Duration.ofMinutes(1),
                Order.OVERTAKE);
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (maxAttempts < 1) {
            problems.add("maxAttempts is " + maxAttempts + "; it must be at least 1.");
        }
        if (timeBudget.isNegative() || timeBudget.isZero()) {
            problems.add("timeBudget is " + timeBudget + "; it must be positive.");
        }
        if (firstDelay.isNegative() || firstDelay.isZero()) {
            problems.add("firstDelay is " + firstDelay + "; it must be positive.");
        }
        if (longestParked.compareTo(firstDelay) < 0) {
            problems.add("longestParked is " + longestParked + "; it must not be shorter than firstDelay, "
                    + firstDelay + ".");
        }
        return problems;
    }
}
