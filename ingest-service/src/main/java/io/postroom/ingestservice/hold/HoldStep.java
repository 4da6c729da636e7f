package io.postroom.ingestservice.hold;

import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.HeldNotification;

/** What is heard of requests that wait. */
sealed interface HoldStep {
    /** One begins to wait. */
    record Held(HeldNotification held) implements HoldStep {}

    /** Some are withdrawn, perhaps before they were heard of. */
    record Controlled(ControlCommand command) implements HoldStep {}
}
