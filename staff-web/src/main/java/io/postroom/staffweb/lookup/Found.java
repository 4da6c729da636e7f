package io.postroom.staffweb.lookup;

import io.postroom.staffweb.readmodel.Step;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the register has of a search: messages, and events that made none. */
public record Found(List<Message> messages, List<Verdict> unsent) {
    public Found {
        messages = List.copyOf(messages);
        unsent = List.copyOf(unsent);
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return messages.isEmpty() && unsent.isEmpty();
    }

    /** A message and where it stands. */
    public record Message(UUID id, String service, String channel, String language, @Nullable String caseReference,
            @Nullable String recipientRole, String eventSource, String eventId, @Nullable String eventType,
            @Nullable Instant eventTime, @Nullable String ruleId, String templateId, Instant createdAt, String state,
            @Nullable String reason, Instant stateAt) {
        /** Whether staff asked for it here, and no rule did. */
        public boolean isAskedFor() {
            return ruleId == null;
        }

        @Override
        public String toString() {
            return "Message[" + id + "]";
        }
    }

    /** What one rule made of an event for one recipient and channel, or the event as a whole. */
    public record Verdict(String service, @Nullable String eventType, Instant decidedAt, @Nullable String ruleId,
            @Nullable String recipientRole, @Nullable String channel, String outcome, @Nullable String reason,
            @Nullable String detail, @Nullable UUID notification) {}

    /** Everything about one message. */
    public record Course(Message message, List<Verdict> decided, List<Step> steps) {
        public Course {
            decided = List.copyOf(decided);
            steps = List.copyOf(steps);
        }
    }
}
