package io.postroom.staffweb.readmodel;

import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes what the topics tell into the read model. Each may come any number of times and in any order, and from several
 * instances at once; the tables end the same.
 *
 * <p>Each batch is one transaction. Safe for use by any thread.
 */
public final class Projection {
    private final TransactionOperations transactions;
    private final NotificationTable notifications;
    private final StepTable steps;
    private final DecisionTable decisions;
    private final BrakeTable brakes;
    private final SuppressionTable suppressions;
    private final Clock clock;
    private final Duration personalDataKept;

    /** A projection that marks references to be removed after a time. */
    public Projection(JdbcTemplate jdbc, TransactionOperations transactions, BlindIndex index, Clock clock,
            Duration personalDataKept) {
        this.transactions = transactions;
        this.notifications = new NotificationTable(jdbc, index);
        this.steps = new StepTable(jdbc);
        this.decisions = new DecisionTable(jdbc, index);
        this.brakes = new BrakeTable(jdbc, clock);
        this.suppressions = new SuppressionTable(jdbc, clock);
        this.clock = clock;
        this.personalDataKept = personalDataKept;
    }

    /** Takes in what a poll brought. */
    void take(Heard heard) {
        transactions.executeWithoutResult(transaction -> {
            if (!heard.statuses().isEmpty()) {
                takeStatuses(heard.statuses());
            }
            if (!heard.decisions().isEmpty()) {
                decisions.add(heard.decisions(), redactAt());
            }
            brakes.take(heard.commands());
            suppressions.take(heard.suppressions());
            suppressions.forget(heard.forgotten());
        });
    }

    private void takeStatuses(List<NotificationStatus> statuses) {
        Map<UUID, NotificationIdentity> identities = new TreeMap<>();
        Map<UUID, List<Step>> told = new HashMap<>();
        for (NotificationStatus status : statuses) {
            UUID id = status.getIdentity().getNotificationId();
            identities.putIfAbsent(id, status.getIdentity());
            told.computeIfAbsent(id, one -> new ArrayList<>()).add(StepTable.step(status));
        }
        // Ingest is the first to tell of a message. What others tell of is mostly there: that is asked first, since adding
        // one that is there costs nearly as much as adding one that is not.
        Set<UUID> there = notifications.there(identities.keySet().stream()
                .filter(id -> told.getOrDefault(id, List.of()).stream().noneMatch(Step::isIngestsOwn)).toList());
        // Nobody else has told a step of one that is new here, and nobody can until this is through.
        Set<UUID> fresh = notifications.add(identities.values().stream()
                .filter(identity -> !there.contains(identity.getNotificationId()))
                .map(identity -> NotificationTable.Told.of(identity, told.get(identity.getNotificationId())))
                .toList(), redactAt());
        List<UUID> known = identities.keySet().stream().filter(id -> !fresh.contains(id)).toList();
        // Whoever holds the rows sees every step that others added before, so that the state is never that of a part of them.
        steps.lock(known);
        steps.add(statuses);
        Map<UUID, List<Step>> all = steps.of(known);
        notifications.stand(known.stream()
                .map(id -> NotificationTable.Told.of(Objects.requireNonNull(identities.get(id)), all.get(id)))
                .toList());
    }

    private Instant redactAt() {
        return clock.instant().plus(personalDataKept);
    }
}
