package io.postroom.rules.testing;

import io.postroom.content.Channel;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens in a test: at a moment, or some time after the step before it. */
sealed interface TestStep {
    /** The moment; null for none. */
    @Nullable
    Instant at();

    /** The time since the step before; null for none. */
    @Nullable
    Duration after();

    /** An event is decided: at the moment given, or else at its own time. */
    record Event(CaseEvent event, @Nullable Instant at, @Nullable Duration after) implements TestStep {
        @Override
        public String toString() {
            return "Event[" + event.getType() + "]";
        }
    }

    /**
     * What becomes of the message that went out last, of those that are meant.
     *
     * @param outcome what is heard of it
     * @param channel only of messages by this channel; null for any
     * @param rule only of messages of this rule; null for any
     */
    record Report(Outcome outcome, StatusReason because, @Nullable Channel channel, @Nullable String rule,
            @Nullable Instant at, @Nullable Duration after) implements TestStep {}

    /** What is heard of a message. Without a word it counts as delivered. */
    enum Outcome {
        /** It failed. */
        FAILED,
        /** The worker could not hand it over in time. */
        EXPIRED,
        /** Nothing is heard. */
        NO_RECEIPT
    }
}
