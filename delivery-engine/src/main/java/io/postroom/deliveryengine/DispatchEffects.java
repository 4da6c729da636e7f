package io.postroom.deliveryengine;

/** What the dispatcher makes others do. None of these blocks; each is answered by an event. */
interface DispatchEffects {
    /** Read the record; answered by Read, HeldBack, ReadFailed or Unreadable. */
    void read(Slot slot);

    /** Make an attempt; answered by HandlerReturned, then Ended. */
    void attempt(Slot slot);

    /** Make a final outcome durable without an attempt; answered by Ended. */
    void settle(Slot slot, FinalOutcome outcome);

    /** Send an unreadable record to the dead-letter topic; answered by Ended. */
    void settleUnreadable(Slot slot, String reason);

    /** Commit that the record is started; answered by Started or StartRefused. */
    void markStarted(Slot slot);

    /** Send the record to a delay topic; answered by Ended. */
    void handOver(Slot slot, DelayTier tier);

    /** Interrupt the handler: its deadline has passed. */
    void interruptHandler(Slot slot);

    /** Interrupt whatever is done for the slot: its lease ends. */
    void abandon(Slot slot);

    /** Nothing of the ticket's leases is in flight any more; the ticket is marked. */
    void drained(DrainTicket ticket);
}
