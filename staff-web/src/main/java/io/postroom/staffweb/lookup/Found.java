package io.postroom.staffweb.lookup;

import io.postroom.staffweb.audit.ReasonBook;
import io.postroom.staffweb.readmodel.Step;
import io.postroom.staffweb.readmodel.SuppressionTable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the register has of a search.
 *
 * @param messages messages
 * @param unsent events that made none
 * @param held the address itself, if it is not written to
 */
public record Found(List<Message> messages, List<Verdict> unsent, List<SuppressionTable.Held> held) {
    public Found {
        messages = List.copyOf(messages);
        unsent = List.copyOf(unsent);
        held = List.copyOf(held);
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return messages.isEmpty() && unsent.isEmpty() && held.isEmpty();
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

    /**
     * Everything about one message.
     *
     * @param decided what ingest decided
     * @param steps what was told of it since
     * @param deeds what staff did about it
     * @param keyed whether the key of its case is known, without which no command finds it
     */
    public record Course(Message message, List<Verdict> decided, List<Step> steps, List<ReasonBook.Deed> deeds,
            boolean keyed) {
        public Course {
            decided = List.copyOf(decided);
            steps = List.copyOf(steps);
            deeds = List.copyOf(deeds);
        }
    }
}
