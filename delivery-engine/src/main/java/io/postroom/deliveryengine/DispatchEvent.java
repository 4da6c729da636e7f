package io.postroom.deliveryengine;

import java.util.List;
import java.util.function.Consumer;

/** What the other threads tell the dispatcher. */
sealed interface DispatchEvent {
    /** A lane has new records, in offset order for each lease. */
    record Offered(List<Slot> slots) implements DispatchEvent {}

    /** A record was read. */
    record Read(Slot slot, ReadRequest<?> read) implements DispatchEvent {}

    /** A record was read, and a brake holds it back. */
    record HeldBack(Slot slot, ReadRequest<?> read) implements DispatchEvent {}

    /** A record could not be read for now. */
    record ReadFailed(Slot slot) implements DispatchEvent {}

    /** A record can never be read. */
    record Unreadable(Slot slot, String reason) implements DispatchEvent {}

    /** The lane has committed that these are started. */
    record Started(List<Slot> slots) implements DispatchEvent {}

    /** The lane could not commit that these are started. */
    record StartRefused(List<Slot> slots) implements DispatchEvent {}

    /**
     * A handler waits to call its provider; it is answered when it may, or may not. Unless it is its first call, some of the
     * request may have been sent.
     */
    record CallWanted(Slot slot, boolean first, Consumer<Boolean> answer) implements DispatchEvent {}

    /** The handler has returned; what remains is to make the outcome durable. */
    record HandlerReturned(Slot slot, GateSignal signal) implements DispatchEvent {}

    /** A virtual thread, or the lane's hand-over, is finished with a slot. */
    record Ended(Slot slot, Ending ending) implements DispatchEvent {}

    /** These leases are about to end: start nothing more for them and say when nothing of them is in flight. */
    record Close(DrainTicket ticket) implements DispatchEvent {}

    /** The time to drain is over: interrupt what is left. */
    record Abandon(List<Lease> leases) implements DispatchEvent {}

    /** These leases have ended: what still comes of them is late. */
    record Closed(List<Lease> leases) implements DispatchEvent {}

    /** A lane owns this many of all partitions of its topics; all is 0 while that is not known. */
    record Share(Lane lane, int owned, int all) implements DispatchEvent {}

    /** Start nothing more at all. */
    record Halt() implements DispatchEvent {}
}
