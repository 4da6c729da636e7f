package io.postroom.deliveryengine;

import java.time.Duration;

/** How a stretch of work on a slot ended. */
sealed interface Ending {
    /** Its final outcome, or its hand-over to a delay topic, is durable: the slot is done. */
    record Settled() implements Ending {}

    /** It is to be tried again. */
    record Again(Duration delay, AttemptHistory history) implements Ending {}

    /** A brake is on: it waits at no cost, and is read anew then. */
    record HeldBack() implements Ending {}

    /** It was not its fault: it waits for a gate again, at no cost. */
    record NoCost() implements Ending {}

    /** Its lease ended first. */
    record Abandoned() implements Ending {}
}
