package io.postroom.rules.decision;

import io.postroom.content.Channel;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What becomes of one recipient and channel under one rule. */
public sealed interface RecipientDecision {

    /**
     * A message is to be sent, and others in its stead if it does not arrive.
     *
     * @param collectFor for how long other events of the case are waited for that become one message with it; null for not at
     *            all. When that time is over the message is written again, of all of them
     */
    record Send(PlannedMessage message, Fallbacks fallbacks,
            @Nullable Duration collectFor) implements RecipientDecision {
        /** A message that nothing follows and that waits for no other events. */
        public Send(PlannedMessage message) {
            this(message, Fallbacks.NONE, null);
        }
    }

    /** Nothing is sent, on purpose. */
    record Suppressed(Subject subject, StatusReason reason, @Nullable String detail) implements RecipientDecision {}

    /** A message was due and cannot be made. */
    record Failed(Subject subject, StatusReason reason, @Nullable String detail) implements RecipientDecision {}

    /**
     * Whom it is about, by name and never by address.
     *
     * @param role the recipient's role
     * @param recipientReference the back office's reference of the person, or null
     * @param channel the channel, or null when none could be chosen
     * @param notificationId the notification that there would have been, or null where there is no channel
     */
    record Subject(String role, @Nullable String recipientReference, @Nullable Channel channel,
            @Nullable UUID notificationId) {
        /** Names the role and channel alone. */
        @Override
        public String toString() {
            return "Subject[" + role + (channel == null ? "" : " " + channel.wireName()) + "]";
        }
    }
}
