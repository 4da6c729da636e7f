package io.postroom.worker.control;

import io.postroom.schemas.Targets;
import io.postroom.schemas.v1.CaseTarget;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which requests have been taken back, by the commands seen so far. Applying a command again changes nothing. Written by
 * one thread, read by any.
 */
public final class Withdrawals {
    private final Map<UUID, Notice> notifications = new ConcurrentHashMap<>();
    private final Map<String, List<CaseNotice>> cases = new ConcurrentHashMap<>();
    private final List<ScopeNotice> scopes = new CopyOnWriteArrayList<>();

    private record Notice(StatusReason reason, Instant issuedAt) {}

    private record CaseNotice(CaseTarget target, Notice notice) {
        boolean covers(NotificationIdentity identity) {
            return Targets.takesBack(target, notice.issuedAt, identity);
        }
    }

    private record ScopeNotice(ScopeTarget target, Notice notice) {
        boolean covers(NotificationIdentity identity) {
            return Targets.takesBack(target, notice.issuedAt, identity);
        }
    }

    /** Takes a command in that cancels or supersedes. */
    void apply(ControlCommand command) {
        withdraw(command.getTarget(), new Notice(command.getReason(), command.getIssuedAt()));
    }

    private void withdraw(Object target, Notice notice) {
        // A union of Avro has no type of its own in Java.
        if (target instanceof NotificationTarget single) {
            single.getNotificationIds().forEach(id -> notifications.putIfAbsent(id, notice));
        } else if (target instanceof CaseTarget ofCase) {
            List<CaseNotice> known = cases.computeIfAbsent(ofCase.getCaseKey(), key -> new CopyOnWriteArrayList<>());
            add(known, new CaseNotice(ofCase, notice));
        } else if (target instanceof ScopeTarget scope) {
            add(scopes, new ScopeNotice(scope, notice));
        }
    }

    private static <T> void add(List<T> known, T notice) {
        if (!known.contains(notice)) {
            known.add(notice);
        }
    }

    /** Why a request was taken back; empty if it was not. */
    public Optional<StatusReason> of(NotificationIdentity identity) {
        Notice single = notifications.get(identity.getNotificationId());
        if (single != null) {
            return Optional.of(single.reason);
        }
        for (CaseNotice notice : cases.getOrDefault(identity.getCaseKey(), List.of())) {
            if (notice.covers(identity)) {
                return Optional.of(notice.notice.reason);
            }
        }
        return scopes.stream().filter(notice -> notice.covers(identity)).map(notice -> notice.notice.reason)
                .findFirst();
    }

    /** Forgets commands that no request can be waiting for any more. */
    void forgetBefore(Instant limit) {
        notifications.values().removeIf(notice -> notice.issuedAt.isBefore(limit));
        cases.values().forEach(known -> known.removeIf(notice -> notice.notice.issuedAt.isBefore(limit)));
        cases.values().removeIf(List::isEmpty);
        scopes.removeIf(notice -> notice.notice.issuedAt.isBefore(limit));
    }
}
