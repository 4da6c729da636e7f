package io.postroom.deliveryengine;

import java.util.ArrayList;
import java.util.List;

/** Remembers what a dispatcher made others do. */
class RecordedEffects implements DispatchEffects {
    final List<Slot> attempted = new ArrayList<>();
    final List<Slot> asked = new ArrayList<>();
    final List<Slot> readAgain = new ArrayList<>();
    final List<Slot> handedOver = new ArrayList<>();

    @Override
    public void read(Slot slot) {
        readAgain.add(slot);
    }

    @Override
    public void attempt(Slot slot) {
        attempted.add(slot);
    }

    @Override
    public void settle(Slot slot, FinalOutcome outcome) {}

    @Override
    public void settleUnreadable(Slot slot, String reason) {}

    @Override
    public void markStarted(Slot slot) {
        asked.add(slot);
    }

    @Override
    public void handOver(Slot slot, DelayTier tier) {
        handedOver.add(slot);
    }

    @Override
    public void interruptHandler(Slot slot) {}

    @Override
    public void abandon(Slot slot) {}

    @Override
    public void drained(DrainTicket ticket) {}
}
