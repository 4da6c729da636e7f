package io.postroom.ingestservice.decide;

import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.InternalEvent;

/** What is heard where events are decided. */
public sealed interface DecideStep {
    /** An event or a send request came. */
    record Arrived(InternalEvent event) implements DecideStep {}

    /** Something is stopped, released or taken back by more than single ids. */
    record Ordered(ControlCommand command) implements DecideStep {}
}
