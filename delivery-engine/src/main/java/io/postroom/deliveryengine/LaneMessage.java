package io.postroom.deliveryengine;

/** What the dispatcher asks of a lane. */
sealed interface LaneMessage {
    /** Commit that this is started. */
    record Start(Slot slot) implements LaneMessage {}

    /** Send this to a delay topic and commit it as done, in one transaction. */
    record HandOver(Slot slot, AttemptHistory history, DelayTier tier) implements LaneMessage {}

    /** Nothing of the ticket's leases is in flight any more. */
    record Drained(DrainTicket ticket) implements LaneMessage {}
}
