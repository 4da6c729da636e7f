package io.postroom.ingestservice.hold;

import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.HeldNotification;

/** What is heard of requests that wait. */
sealed interface HoldStep {
    /** One begins to wait. */
    record Held(HeldNotification held) implements HoldStep {}

    /** Some are withdrawn, perhaps before they were heard of. */
    record Controlled(ControlCommand command) implements HoldStep {}

    /** What a rule made too many of may go. */
    record LetGo(ControlCommand command) implements HoldStep {}

    /** Some are stopped, released, or taken back by more than their ids, wherever they wait. */
    record Ordered(ControlCommand command) implements HoldStep {}
}
