package io.postroom.ingestservice.decide;

import io.postroom.ingestservice.brakes.Stops;
import io.postroom.rules.decision.Fallbacks;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.set.Limits;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Makes the records of messages that are to be sent, with those of what is sent in their stead. Made for one event. */
final class Making {
    /** For how long it may be heard that a message did not arrive. */
    private static final Duration RECEIPTS = Duration.ofDays(30);

    private final Identities identities;
    private final TakenBack takenBack;
    private final Stops stops;
    private final Instant now;
    private final List<SpecificRecord> requests = new ArrayList<>();
    private final List<UUID> requested = new ArrayList<>();
    private final List<UUID> remembered = new ArrayList<>();
    private final List<NotificationStatus> statuses = new ArrayList<>();

    Making(Identities identities, TakenBack takenBack, Stops stops, Instant now) {
        this.stops = stops;
        this.identities = identities;
        this.takenBack = takenBack;
        this.now = now;
    }

    /** The ids of a message and of all that may be sent in its stead. */
    static List<UUID> ids(PlannedMessage message, Fallbacks fallbacks) {
        List<UUID> ids = new ArrayList<>(List.of(message.notificationId()));
        fallbacks.steps().forEach(step -> ids.add(step.notificationId()));
        return ids;
    }

    /** Why a message is not requested at once, if it is not. */
    @Nullable
    StatusReason waitsFor(PlannedMessage message, Identities.Origin origin) {
        StatusReason waitsFor = message.waitsFor(now);
        return waitsFor == null && stops.anyStop() ? waitsFor(message, identities.of(origin, message)) : waitsFor;
    }

    private @Nullable StatusReason waitsFor(PlannedMessage message, NotificationIdentity identity) {
        StatusReason waitsFor = message.waitsFor(now);
        return waitsFor == null && stops.stop(identity) ? StatusReason.STOPPED : waitsFor;
    }

    void request(PlannedMessage message, Fallbacks fallbacks, Identities.Origin origin) {
        NotificationIdentity identity = identities.of(origin, message);
        List<Channel> chain = chain(message, fallbacks);
        SpecificRecord request = Requests.of(message, identity, chain, 0);
        StatusReason waitsFor = waitsFor(message, identity);
        boolean atOnce = waitsFor == null && message.limits().equals(Limits.NONE);
        requests.add(atOnce
                ? request
                : Waiting.hold(message, request, waitsFor == null ? StatusReason.WAITING_FOR_TIME : waitsFor, now));
        requested.add(message.notificationId());
        remember(message.notificationId());
        takenBack.made(origin.service(), origin.ruleId(), message.notificationId(), message.dueAt(now),
                message.expiresAt());
        tell(identity, NotificationState.CREATED, null);
        if (waitsFor != null) {
            tell(identity, NotificationState.HELD, waitsFor);
        }
        inStead(message, fallbacks, chain, origin);
    }

    private void inStead(PlannedMessage message, Fallbacks fallbacks, List<Channel> chain, Identities.Origin origin) {
        Instant keepUntil = message.expiresAt() == null ? message.dueAt(now) : message.expiresAt();
        UUID before = message.notificationId();
        for (PlannedMessage step : fallbacks.steps()) {
            keepUntil = keepUntil.plus(RECEIPTS).plus(fallbacks.expires() == null
                    ? Duration.ZERO
                    : fallbacks.expires());
            SpecificRecord request = Requests.of(step, identities.of(origin, step), chain,
                    1 + fallbacks.steps().indexOf(step));
            requests.add(Waiting.inStead(step, request, before, fallbacks, keepUntil, now));
            requested.add(step.notificationId());
            remember(step.notificationId());
            takenBack.made(origin.service(), origin.ruleId(), step.notificationId(), keepUntil, null);
            before = step.notificationId();
        }
    }

    private static List<Channel> chain(PlannedMessage message, Fallbacks fallbacks) {
        List<Channel> chain = new ArrayList<>();
        if (!fallbacks.steps().isEmpty()) {
            chain.add(Channel.valueOf(message.channel().name()));
            fallbacks.steps().forEach(step -> chain.add(Channel.valueOf(step.channel().name())));
        }
        return chain;
    }

    /**
     * The message of events that were collected goes on to where what waits is kept, also when it is due: who took it back meanwhile is
     * known there.
     *
     * @param announced the notification as it was told of when its first event came
     */
    void collected(PlannedMessage message, Fallbacks fallbacks, Identities.Origin origin,
            NotificationIdentity announced) {
        // A command that takes back what was decided before it means the collection that was announced then.
        NotificationIdentity identity = NotificationIdentity.newBuilder(identities.of(origin, message))
                .setDecidedAt(announced.getCreatedAt()).build();
        List<Channel> chain = chain(message, fallbacks);
        StatusReason waitsFor = message.waitsFor(now);
        requests.add(Waiting.hold(message, Requests.of(message, identity, chain, 0),
                waitsFor == null ? StatusReason.WAITING_FOR_COLLECTION : waitsFor, now));
        requested.add(message.notificationId());
        takenBack.made(origin.service(), origin.ruleId(), message.notificationId(), message.dueAt(now),
                message.expiresAt());
        if (!message.notificationId().equals(announced.getNotificationId())) {
            tell(identity, NotificationState.CREATED, null);
        }
        if (waitsFor != null) {
            tell(identity, NotificationState.HELD, waitsFor);
        }
        inStead(message, fallbacks, chain, origin);
    }

    /** Nothing more is made of the event for this notification. */
    void remember(UUID notificationId) {
        remembered.add(notificationId);
    }

    NotificationStatus tell(NotificationIdentity identity, NotificationState state, @Nullable StatusReason reason) {
        NotificationStatus status = NotificationStatus.newBuilder().setIdentity(identity).setState(state)
                .setReason(reason).setOccurredAt(now).build();
        statuses.add(status);
        return status;
    }

    List<UUID> remembered() {
        return remembered;
    }

    List<SpecificRecord> requests() {
        return requests;
    }

    List<UUID> requested() {
        return requested;
    }

    List<NotificationStatus> statuses() {
        return statuses;
    }
}
