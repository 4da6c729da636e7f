package io.postroom.ingestservice.door;

import io.postroom.ingestservice.wire.UnreadableReason;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.SendRequest;

/** What the door makes of a record. */
sealed interface Reading {
    /** An event. */
    record Event(CaseEvent event) implements Reading {}

    /** A send request. */
    record Send(SendRequest request) implements Reading {}

    /** Nothing to do. */
    record Nothing() implements Reading {}

    /** Nothing that can be read. The detail is a sentence without any value of the record. */
    record Unreadable(UnreadableReason reason, String detail) implements Reading {}
}
