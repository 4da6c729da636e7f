package io.postroom.local.cli;

import io.postroom.schemas.v1.Acceptance;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.RecipientVerdict;
import io.postroom.schemas.v1.RuleVerdict;
import io.postroom.schemas.v1.StatusReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts decisions, acceptances and statuses together, in whatever order they come.
 *
 * <p>Safe for use by any thread.
 */
final class Deliveries {
    private static final class Notification {
        private String eventId = "";
        private String service = "";
        private @Nullable Channel channel;
        private @Nullable NotificationState state;
        private @Nullable StatusReason reason;
        private final List<String> references = new ArrayList<>();

        private void identify(NotificationIdentity identity) {
            eventId = identity.getEventId();
            service = identity.getService();
            channel = identity.getChannel();
        }

        private Delivery snapshot() {
            return new Delivery(eventId, service, channel, state, reason, references);
        }
    }

    private final Map<UUID, Notification> notifications = new LinkedHashMap<>();
    private final Map<String, List<Delivery>> withoutMessage = new HashMap<>();
    private final Set<String> decided = new HashSet<>();

    /** Takes a record of any of the topics. */
    synchronized void hear(Object record) {
        switch (record) {
            case Decision decision -> decided(decision);
            case ReceiptRecord receipt when receipt.getContent() instanceof Acceptance acceptance -> {
                Notification notification = of(acceptance.getIdentity().getNotificationId());
                notification.identify(acceptance.getIdentity());
                notification.references.add(receipt.getProviderReference());
            }
            case NotificationStatus status -> {
                Notification notification = of(status.getIdentity().getNotificationId());
                notification.identify(status.getIdentity());
                if (notification.state != NotificationState.DELIVERED) {
                    notification.state = status.getState();
                    notification.reason = status.getReason();
                }
            }
            default -> {
            }
        }
        notifyAll();
    }

    /** Whether the events are decided, and nothing that they led to is still under way. */
    synchronized boolean over(Set<String> events) {
        return decided.containsAll(events) && notifications.values().stream()
                .filter(notification -> events.contains(notification.eventId))
                .allMatch(notification -> notification.snapshot().isSettled());
    }

    /** Everything that is known, notifications in the order of their requests. */
    synchronized List<Delivery> all() {
        List<Delivery> all = new ArrayList<>(notifications.values().stream().map(Notification::snapshot).toList());
        withoutMessage.values().forEach(all::addAll);
        return all;
    }

    /** How many of the events are not decided. */
    synchronized long undecided(Set<String> events) {
        return events.stream().filter(event -> !decided.contains(event)).count();
    }

    /** Waits until something new is known, at most for a while. */
    synchronized void awaitNews(long millis) throws InterruptedException {
        wait(millis);
    }

    private void decided(Decision decision) {
        decided.add(decision.getEventId());
        String service = decision.getService() == null ? "" : decision.getService();
        List<Delivery> without = new ArrayList<>();
        for (RuleVerdict rule : decision.getVerdicts()) {
            for (RecipientVerdict recipient : rule.getRecipients()) {
                if (recipient.getNotificationId() == null) {
                    without.add(new Delivery(decision.getEventId(), service, recipient.getChannel(),
                            NotificationState.SUPPRESSED, recipient.getReason(), List.of()));
                } else {
                    Notification notification = of(recipient.getNotificationId());
                    notification.eventId = decision.getEventId();
                    notification.service = service;
                    notification.channel = recipient.getChannel();
                }
            }
        }
        boolean nothing = without.isEmpty()
                && decision.getVerdicts().stream().allMatch(rule -> rule.getRecipients().isEmpty());
        if (nothing) {
            without.add(new Delivery(decision.getEventId(), service, null, NotificationState.SUPPRESSED,
                    reason(decision), List.of()));
        }
        // What is decided of single messages later takes nothing back of what was decided of the others.
        withoutMessage.merge(decision.getEventId() + "/" + service, without,
                (before, now) -> now.isEmpty() ? before : now);
    }

    private static @Nullable StatusReason reason(Decision decision) {
        return decision.getReason() != null || decision.getVerdicts().isEmpty()
                ? decision.getReason()
                : decision.getVerdicts().getFirst().getReason();
    }

    private Notification of(UUID id) {
        return notifications.computeIfAbsent(id, unused -> new Notification());
    }
}
