package io.postroom.rules.testing;

import io.postroom.schemas.v1.CaseEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of a test, and when it is decided: at a moment, some time after the step before it, or else at its own time.
 *
 * @param event the event
 * @param at the moment; null for none
 * @param after the time since the step before; null for none
 */
record TestStep(CaseEvent event, @Nullable Instant at, @Nullable Duration after) {
    @Override
    public String toString() {
        return "TestStep[" + event.getType() + "]";
    }
}
