package io.postroom.ingestservice.limits;

import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.HeldNotification;

/** What is heard where the messages of a rule are counted. */
sealed interface CountStep {
    /** The rule made one. */
    record Made(HeldNotification message) implements CountStep {}

    /** A person lets go what the rule made too many of. */
    record Released(ControlCommand command) implements CountStep {}
}
