package io.postroom.rules.decision;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.content.letter.Postage;
import io.postroom.content.template.Message;
import io.postroom.rules.set.Limits;
import io.postroom.rules.set.SendWindow;
import io.postroom.rules.set.Sender;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to be sent: everything that a request needs but the ids of its event and the keys.
 *
 * @param notificationId the notification, see {@link io.postroom.rules.identity.NotificationIds}
 * @param role the recipient's role
 * @param recipientReference the back office's reference of the person, or null
 * @param recipientIndex the recipient's position in the event, from 0
 * @param language the language that it is written in; Welsh for a letter in both
 * @param address where it goes; says the channel
 * @param sender in whose name
 * @param message the words
 * @param templateId the template
 * @param templateHash content hash of the template variant, or of both for a letter in both languages
 * @param postage the class of post of a letter, null for other channels
 * @param priority the lane
 * @param sendAt not before this moment, or null for now
 * @param window the hours in which it may be handed over, or null for any
 * @param expiresAt not handed over after this moment, or null
 * @param unknownOutcome what to do after an interrupted hand-over
 * @param limits what it counts towards and may be held or suppressed by
 */
public record PlannedMessage(UUID notificationId, String role, @Nullable String recipientReference, int recipientIndex,
        Language language, Address address, Sender sender, Message message, String templateId, String templateHash,
        @Nullable Postage postage, Priority priority, @Nullable Instant sendAt, @Nullable SendWindow window,
        @Nullable Instant expiresAt, UnknownOutcomePolicy unknownOutcome, Limits limits) {

    /** How it travels. */
    public Channel channel() {
        return address.channel();
    }

    /** When it is to be sent, if it is planned at a moment: that one, or a later one. */
    public Instant dueAt(Instant now) {
        Instant earliest = sendAt == null || sendAt.isBefore(now) ? now : sendAt;
        return window == null ? earliest : window.nextOpening(earliest);
    }

    /** What it waits for if it is planned at a moment; null when it is sent at once. */
    public @Nullable StatusReason waitsFor(Instant now) {
        if (sendAt != null && sendAt.isAfter(now)) {
            return StatusReason.WAITING_FOR_TIME;
        }
        return dueAt(now).isAfter(now) ? StatusReason.WAITING_FOR_WINDOW : null;
    }

    /**
     * The same message when it takes the place of another that did not arrive: as soon as its window is open, and whatever the person had
     * before, since that other one was counted.
     */
    public PlannedMessage inItsTurn(@Nullable Instant expires) {
        return new PlannedMessage(notificationId, role, recipientReference, recipientIndex, language, address, sender,
                message, templateId, templateHash, postage, priority, null, window, expires, unknownOutcome,
                Limits.NONE);
    }

    /** Names what it is, nothing of whom it is for or what it says. */
    @Override
    public String toString() {
        return "PlannedMessage[" + notificationId + " " + channel().wireName() + " " + templateId + "]";
    }
}
