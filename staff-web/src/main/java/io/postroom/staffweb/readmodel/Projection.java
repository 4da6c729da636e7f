package io.postroom.staffweb.readmodel;

import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes what the topics tell into the read model. Each may come any number of times and in any order, and from several
 * instances at once; the tables end the same.
 *
 * <p>Each batch is one transaction. Safe for use by any thread.
 */
public final class Projection {
    private final JdbcTemplate jdbc;
    private final TransactionOperations transactions;
    private final StepTable steps;
    private final DecisionTable decisions;
    private final BrakeTable brakes;
    private final SuppressionTable suppressions;
    private final BlindIndex index;
    private final Clock clock;
    private final Duration personalDataKept;

    /** A projection that marks references to be removed after a time. */
    public Projection(JdbcTemplate jdbc, TransactionOperations transactions, BlindIndex index, Clock clock,
            Duration personalDataKept) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.steps = new StepTable(jdbc);
        this.decisions = new DecisionTable(jdbc, index);
        this.brakes = new BrakeTable(jdbc, clock);
        this.suppressions = new SuppressionTable(jdbc, clock);
        this.index = index;
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
        Map<UUID, NotificationIdentity> identities = new LinkedHashMap<>();
        statuses.forEach(status -> identities.putIfAbsent(status.getIdentity().getNotificationId(),
                status.getIdentity()));
        insert(identities.values());
        // Whoever holds the rows sees every step that others added before, so that the state is never that of a part of them.
        steps.lock(identities.keySet());
        steps.add(statuses);
        List<Map.Entry<UUID, Step>> current = new ArrayList<>();
        steps.of(identities.keySet()).forEach((id, told) -> {
            Step step = Steps.current(told);
            if (step != null) {
                current.add(Map.entry(id, step));
            }
        });
        jdbc.batchUpdate("update notification set state = ?, reason = ?, state_at = ? where id = ?",
                current, current.size(), (statement, entry) -> {
                    Step step = entry.getValue();
                    statement.setString(1, step.state().name());
                    statement.setString(2, step.reason() == null ? null : step.reason().name());
                    statement.setTimestamp(3, Timestamp.from(step.at()));
                    statement.setObject(4, entry.getKey());
                });
    }

    private void insert(Collection<NotificationIdentity> identities) {
        List<NotificationIdentity> sorted = identities.stream()
                .sorted((one, other) -> one.getNotificationId().compareTo(other.getNotificationId())).toList();
        Timestamp redactAt = Timestamp.from(redactAt());
        jdbc.batchUpdate("""
            insert into notification (id, service, channel, language, case_index, case_reference, recipient_key,
                recipient_role, recipient_reference, event_source, event_id, event_type, event_time, rule_id,
                template_id, template_hash, batch_row, created_at, state, state_at, redact_at, case_key, rules_version,
                reference_index)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing""", new BatchPreparedStatementSetter() {
            @Override
            public void setValues(java.sql.PreparedStatement statement, int i) throws java.sql.SQLException {
                NotificationIdentity identity = sorted.get(i);
                String reference = identity.getCaseReference();
                String person = identity.getRecipientReference();
                Object[] row = {identity.getNotificationId(), identity.getService(), identity.getChannel().name(),
                        identity.getLanguage().name(),
                        reference == null ? null : index.ofCase(identity.getService(), reference), reference,
                        identity.getRecipientKey(), identity.getRecipientRole(), person,
                        identity.getEventSource(), identity.getEventId(), identity.getEventType(),
                        timestamp(identity.getEventTime()), identity.getRuleId(), identity.getTemplateId(),
                        identity.getTemplateHash(), identity.getBatchRow(), timestamp(identity.getCreatedAt()),
                        NotificationState.UNRECOGNISED.name(), timestamp(identity.getCreatedAt()), redactAt,
                        identity.getCaseKey(), identity.getRulesVersion(),
                        person == null ? null : index.ofPerson(identity.getService(), person)};
                for (int column = 0; column < row.length; column++) {
                    statement.setObject(column + 1, row[column]);
                }
            }

            @Override
            public int getBatchSize() {
                return sorted.size();
            }
        });
    }

    private Instant redactAt() {
        return clock.instant().plus(personalDataKept);
    }

    static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
