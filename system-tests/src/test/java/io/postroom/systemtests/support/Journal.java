package io.postroom.systemtests.support;

import io.postroom.local.LocalPlatform;
import io.postroom.local.outside.ledger.Accepted;
import io.postroom.local.outside.ledger.AcceptedEmail;
import io.postroom.local.outside.ledger.AcceptedLetter;
import io.postroom.local.outside.ledger.AcceptedText;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Acceptance;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.StatusReason;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** What Postroom says of events and notifications on its topics, and how that joins up with what people received. */
public final class Journal {
    private static final Names.Topics TOPICS = Names.Topics.DEFAULT;

    private final LocalPlatform platform;
    private final TopicReader reader;

    public Journal(LocalPlatform platform) {
        this.platform = platform;
        this.reader = new TopicReader(platform.bootstrapServers(), platform.registryUrl());
    }

    public TopicReader topics() {
        return reader;
    }

    /** Every decision on one of these events, oldest first. */
    public List<Decision> decisions(Collection<String> eventIds) {
        return reader.values(TOPICS.decision(), Decision.class).stream()
                .filter(decision -> eventIds.contains(decision.getEventId())).toList();
    }

    /** Every status of notifications that these events led to, oldest first. */
    public List<NotificationStatus> statuses(Collection<String> eventIds) {
        return reader.values(TOPICS.status(), NotificationStatus.class).stream()
                .filter(status -> eventIds.contains(status.getIdentity().getEventId())).toList();
    }

    /** The states of each notification of these events, in the order in which they were reported. */
    public Map<UUID, List<NotificationState>> states(Collection<String> eventIds) {
        return statuses(eventIds).stream().collect(Collectors.groupingBy(s -> s.getIdentity().getNotificationId(),
                Collectors.mapping(NotificationStatus::getState, Collectors.toList())));
    }

    /** The ids of events that have a notification in one of these states. */
    public Set<String> eventsIn(Set<NotificationState> states) {
        return reader.values(TOPICS.status(), NotificationStatus.class).stream()
                .filter(status -> states.contains(status.getState())).map(status -> status.getIdentity().getEventId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The ids of events that have a notification which was told of with this reason. */
    public Set<String> eventsBecause(StatusReason reason) {
        return reader.values(TOPICS.status(), NotificationStatus.class).stream()
                .filter(status -> status.getReason() == reason).map(status -> status.getIdentity().getEventId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What was accepted outside, by notification. */
    public Map<UUID, List<Accepted>> received() {
        Map<String, UUID> texts = new HashMap<>();
        for (ReceiptRecord record : reader.values(TOPICS.receipt(Channel.SMS), ReceiptRecord.class)) {
            if (record.getContent() instanceof Acceptance acceptance) {
                texts.put(record.getProviderReference(), acceptance.getIdentity().getNotificationId());
            }
        }
        return platform.outside().ledger().all().stream().filter(accepted -> known(accepted, texts))
                .collect(Collectors.groupingBy(accepted -> notification(accepted, texts)));
    }

    private static boolean known(Accepted accepted, Map<String, UUID> texts) {
        return !(accepted instanceof AcceptedText text) || texts.containsKey(text.messageIds().getFirst());
    }

    private static UUID notification(Accepted accepted, Map<String, UUID> texts) {
        return switch (accepted) {
            case AcceptedText text -> texts.get(text.messageIds().getFirst());
            case AcceptedEmail email -> UUID.fromString(email.messageId().substring(0, email.messageId().indexOf('@')));
            case AcceptedLetter letter -> UUID.fromString(letter.id());
        };
    }
}
