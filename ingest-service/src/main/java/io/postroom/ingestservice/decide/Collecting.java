package io.postroom.ingestservice.decide;

import io.postroom.ingestservice.collect.Collection;
import io.postroom.ingestservice.collect.Collections;
import io.postroom.rules.decision.Collected;
import io.postroom.rules.decision.Fallbacks;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/** What one event has to do with others of its case that become one message with it. Made for one event. */
final class Collecting {
    private final Collections collections;
    private final Object content;
    private final String caseKey;
    private final Instant now;

    Collecting(Collections collections, Object content, String caseKey, Instant now) {
        this.collections = collections;
        this.content = content;
        this.caseKey = caseKey;
        this.now = now;
    }

    /** The message that an event's own would become part of; its own when it is the first. */
    UUID messageOf(String service, String ruleId, PlannedMessage message, Duration time) {
        Collection known = collections.find(Collections.place(caseKey, service, ruleId, message), event().getTime(),
                time);
        return known == null ? message.notificationId() : known.identity().getNotificationId();
    }

    /**
     * Adds the event to others, or lets it wait for them. What would be sent in its stead is remembered with it: when the event comes
     * again and the first channel is known to fail by then, the next one would else begin a message of its own.
     */
    void add(PlannedMessage message, Fallbacks fallbacks, Duration time, Identities.Origin origin,
            NotificationIdentity identity, Making making, TakenBack takenBack) {
        Bytes place = Collections.place(caseKey, origin.service(), "" + origin.ruleId(), message);
        Collection known = collections.find(place, event().getTime(), time);
        Making.ids(message, fallbacks).forEach(making::remember);
        if (known == null) {
            NotificationStatus announced = making.tell(identity, NotificationState.CREATED, null);
            making.tell(identity, NotificationState.HELD, StatusReason.WAITING_FOR_COLLECTION);
            collections.open(new Collection(announced, now.plus(time), place,
                    new Collected("" + origin.ruleId(), message.role(), message.recipientReference(),
                            message.recipientIndex(), message.channel(), List.of(event()))));
            takenBack.made(origin.service(), origin.ruleId(), message.notificationId(), now.plus(time),
                    message.expiresAt());
            return;
        }
        UUID id = known.identity().getNotificationId();
        making.remember(id);
        collections.join(known, event());
        boolean youngest = known.collected().events().stream()
                .noneMatch(other -> other.getTime().isAfter(event().getTime()));
        if (youngest) {
            takenBack.made(origin.service(), origin.ruleId(), id, known.closesAt(), message.expiresAt());
        }
    }

    /** What a command takes back here ends here: later events of the case begin anew. */
    void takeBack(List<ControlCommand> commands, Making making) {
        for (ControlCommand command : commands) {
            if (command.getTarget() instanceof NotificationTarget target) {
                for (UUID id : target.getNotificationIds()) {
                    Collection removed = collections.remove(id);
                    if (removed != null) {
                        making.tell(removed.identity(), NotificationState.CANCELLED, command.getReason());
                    }
                }
            }
        }
    }

    private CaseEvent event() {
        if (content instanceof CaseEvent event) {
            return event;
        }
        throw new IllegalStateException("Only events are collected.");
    }
}
