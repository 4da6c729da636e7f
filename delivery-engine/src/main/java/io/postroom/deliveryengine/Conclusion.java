package io.postroom.deliveryengine;

import java.time.Duration;

/** What follows from the outcome of an attempt. */
sealed interface Conclusion {
    /** It is over. */
    record Finish(FinalOutcome outcome) implements Conclusion {
        /** Whether the record also goes to the dead-letter topic: someone may want to send it after all. */
        boolean deadLetter() {
            return switch (outcome) {
                case FinalOutcome.Exhausted exhausted -> true;
                case FinalOutcome.Unknown unknown -> true;
                case FinalOutcome.Delivered delivered -> false;
                case FinalOutcome.Failed failed -> false;
                case FinalOutcome.Expired expired -> false;
                case FinalOutcome.Cancelled cancelled -> false;
            };
        }
    }

    /** It is tried again after a while. */
    record Again(Duration delay, AttemptHistory history) implements Conclusion {}

    /** A brake is on: it waits at no cost until it is asked about again. */
    record HeldBack() implements Conclusion {}

    /** It waits for a gate again, at no cost. */
    record NoCost() implements Conclusion {}
}
