package io.postroom.staffweb.readmodel;

import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.staffweb.database.Columns;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Where notifications stand. Those that wait have a row in a table of their own too: were they found by an index over the
 * state, each change of state would write to every index of a notification.
 */
final class NotificationTable {
    private static final Set<NotificationState> WAITING = Set.of(NotificationState.CREATED, NotificationState.HELD,
            NotificationState.SENDING);
    private static final Columns<Told> STATES = Columns.<Told>none().uuid("id", Told::id)
            .symbol("state", row -> row.standing().state()).symbol("reason", row -> row.standing().reason())
            .time("state_at", row -> row.standing().at()).text("case_key", row -> row.identity().getCaseKey())
            .text("rules_version", row -> row.identity().getRulesVersion());
    /** What is older than these two columns gets them with its next step. */
    private static final String STAND = """
        update notification n set state = s.state, reason = s.reason, state_at = coalesce(s.state_at, n.state_at),
            case_key = coalesce(n.case_key, s.case_key), rules_version = coalesce(n.rules_version, s.rules_version)
        from %s where n.id = s.id
            and (n.case_key is null or (n.state, n.reason, n.state_at) is distinct from (s.state, s.reason, s.state_at))"""
            .formatted(STATES.as("s"));
    private static final Columns<Told> FRESH_WAITING = Columns.<Told>none()
            .uuid("notification_id", Told::id).text("service", row -> row.identity().getService())
            .symbol("channel", row -> row.identity().getChannel())
            .flag("held", row -> row.standing().state() == NotificationState.HELD)
            .time("created_at", row -> row.identity().getCreatedAt());
    private static final String WAIT = """
        insert into notification_waiting (notification_id, service, channel, held, created_at)
        select id, service, channel, state = 'HELD', created_at from notification where id = any(?)
        on conflict (notification_id) do update set held = excluded.held
            where notification_waiting.held <> excluded.held""";

    private final JdbcTemplate jdbc;
    private final BlindIndex index;

    NotificationTable(JdbcTemplate jdbc, BlindIndex index) {
        this.jdbc = jdbc;
        this.index = index;
    }

    /** Where one stands; without a moment where nothing was told of it that this version knows. */
    private record Standing(NotificationState state, @Nullable StatusReason reason, @Nullable Instant at) {
        static Standing of(@Nullable List<Step> told) {
            Step step = told == null ? null : Steps.current(told);
            return step == null
                    ? new Standing(NotificationState.UNRECOGNISED, null, null)
                    : new Standing(step.state(), step.reason(), step.at());
        }

        private boolean waits() {
            return WAITING.contains(state);
        }
    }

    /** One of which something was told, as it stands. */
    record Told(NotificationIdentity identity, Standing standing) {
        /** As it stands after some steps. */
        static Told of(NotificationIdentity identity, @Nullable List<Step> steps) {
            return new Told(identity, Standing.of(steps));
        }

        private UUID id() {
            return identity.getNotificationId();
        }
    }

    /** Which of these are there. */
    Set<UUID> there(Collection<UUID> ids) {
        Set<UUID> there = new HashSet<>();
        if (!ids.isEmpty()) {
            jdbc.query("select id from notification where id = any(?)", row -> {
                there.add(row.getObject(1, UUID.class));
            }, (Object) ids.toArray(UUID[]::new));
        }
        return there;
    }

    /** Adds those that are not there, in the order in which they are given; answers which these are. */
    Set<UUID> add(List<Told> rows, Instant redactAt) {
        Set<UUID> added = new HashSet<>();
        if (rows.isEmpty()) {
            return added;
        }
        Columns<Told> columns = columns(redactAt);
        jdbc.query(columns.insertInto("notification") + "on conflict (id) do nothing returning id", columns.of(rows),
                row -> {
                    added.add(row.getObject(1, UUID.class));
                });
        List<Told> waiting = rows.stream().filter(row -> row.standing().waits() && added.contains(row.id())).toList();
        if (!waiting.isEmpty()) {
            jdbc.update(FRESH_WAITING.insertInto("notification_waiting") + "on conflict do nothing",
                    FRESH_WAITING.of(waiting));
        }
        return added;
    }

    private Columns<Told> columns(Instant redactAt) {
        return Columns.<Told>none().uuid("id", Told::id)
                .text("service", row -> row.identity().getService())
                .symbol("channel", row -> row.identity().getChannel())
                .symbol("language", row -> row.identity().getLanguage())
                .text("case_index", row -> caseIndex(row.identity()))
                .text("case_reference", row -> row.identity().getCaseReference())
                .text("recipient_key", row -> row.identity().getRecipientKey())
                .text("recipient_role", row -> row.identity().getRecipientRole())
                .text("recipient_reference", row -> row.identity().getRecipientReference())
                .text("event_source", row -> row.identity().getEventSource())
                .text("event_id", row -> row.identity().getEventId())
                .text("event_type", row -> row.identity().getEventType())
                .time("event_time", row -> row.identity().getEventTime())
                .text("rule_id", row -> row.identity().getRuleId())
                .text("template_id", row -> row.identity().getTemplateId())
                .text("template_hash", row -> row.identity().getTemplateHash())
                .integer("batch_row", row -> row.identity().getBatchRow())
                .time("created_at", row -> row.identity().getCreatedAt())
                .symbol("state", row -> row.standing().state()).symbol("reason", row -> row.standing().reason())
                .time("state_at", NotificationTable::stateAt).time("redact_at", row -> redactAt)
                .text("case_key", row -> row.identity().getCaseKey())
                .text("rules_version", row -> row.identity().getRulesVersion())
                .text("reference_index", row -> personIndex(row.identity()));
    }

    private static Instant stateAt(Told row) {
        Instant at = row.standing().at();
        return at == null ? row.identity().getCreatedAt() : at;
    }

    private @Nullable String caseIndex(NotificationIdentity identity) {
        String reference = identity.getCaseReference();
        return reference == null ? null : index.ofCase(identity.getService(), reference);
    }

    private @Nullable String personIndex(NotificationIdentity identity) {
        String person = identity.getRecipientReference();
        return person == null ? null : index.ofPerson(identity.getService(), person);
    }

    /** Says where some stand that are there. */
    void stand(List<Told> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update(STAND, STATES.of(rows));
        UUID[] waiting = rows.stream().filter(row -> row.standing().waits()).map(Told::id).toArray(UUID[]::new);
        if (waiting.length > 0) {
            jdbc.update(WAIT, (Object) waiting);
        }
        UUID[] over = rows.stream().filter(row -> !row.standing().waits()).map(Told::id).toArray(UUID[]::new);
        if (over.length > 0) {
            jdbc.update("delete from notification_waiting where notification_id = any(?)", (Object) over);
        }
    }
}
