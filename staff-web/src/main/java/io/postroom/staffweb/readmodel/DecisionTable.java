package io.postroom.staffweb.readmodel;

import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.RecipientVerdict;
import io.postroom.schemas.v1.RuleVerdict;
import io.postroom.schemas.v1.StatusReason;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What became of events. A decision that comes again changes nothing. */
final class DecisionTable {
    /** Decided of single messages of an event, perhaps of several at the same moment. */
    private static final Set<StatusReason> LIMITS = EnumSet.of(StatusReason.CAP_REACHED, StatusReason.SAME_CONTENT,
            StatusReason.BLAST_LIMIT);

    private final JdbcTemplate jdbc;
    private final BlindIndex index;

    DecisionTable(JdbcTemplate jdbc, BlindIndex index) {
        this.jdbc = jdbc;
        this.index = index;
    }

    /** One line of a decision: a rule, or a recipient and channel under it. */
    private record Line(UUID decision, int position, @Nullable String rule, @Nullable String role,
            @Nullable String channel, String outcome, @Nullable String reason, @Nullable String detail,
            @Nullable UUID notification) {}

    /** Adds them; those that belong to no service are nobody's to see, and are left out. */
    void add(List<Decision> decided, Instant redactAt) {
        List<Decision> ofServices = decided.stream().filter(decision -> decision.getService() != null).toList();
        jdbc.batchUpdate("""
            insert into decision (id, service, case_index, case_reference, event_source, event_id, event_type,
                event_time, outcome, reason, decided_at, redact_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""", ofServices,
                Math.max(1, ofServices.size()), (statement, decision) -> {
                    String reference = decision.getCaseReference();
                    statement.setObject(1, id(decision));
                    statement.setString(2, decision.getService());
                    statement.setString(3, reference == null ? null : index.ofCase(decision.getService(), reference));
                    statement.setString(4, reference);
                    statement.setString(5, decision.getEventSource());
                    statement.setString(6, decision.getEventId());
                    statement.setString(7, decision.getEventType());
                    statement.setTimestamp(8, Projection.timestamp(decision.getEventTime()));
                    statement.setString(9, decision.getOutcome().name());
                    statement.setString(10, name(decision.getReason()));
                    statement.setTimestamp(11, Timestamp.from(decision.getDecidedAt()));
                    statement.setTimestamp(12, Timestamp.from(redactAt));
                });
        List<Line> lines = ofServices.stream().flatMap(decision -> lines(decision).stream()).toList();
        jdbc.batchUpdate("""
            insert into verdict (decision_id, position, rule_id, recipient_role, channel, outcome, reason, detail,
                notification_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""", lines, Math.max(1, lines.size()),
                (statement, line) -> {
                    statement.setObject(1, line.decision());
                    statement.setInt(2, line.position());
                    statement.setString(3, line.rule());
                    statement.setString(4, line.role());
                    statement.setString(5, line.channel());
                    statement.setString(6, line.outcome());
                    statement.setString(7, line.reason());
                    statement.setString(8, line.detail());
                    statement.setObject(9, line.notification());
                });
    }

    /** The same decision has the same id, an event that is decided anew another one, and each message that was too much its own. */
    private static UUID id(Decision decision) {
        String message = decision.getReason() != null && LIMITS.contains(decision.getReason())
                ? "\0" + decision.getVerdicts().getFirst().getRecipients().getFirst().getNotificationId()
                : "";
        return UUID.nameUUIDFromBytes((String.join("\0", decision.getEventSource(), decision.getEventId(),
                decision.getService(), decision.getDecidedAt().toString()) + message)
                .getBytes(StandardCharsets.UTF_8));
    }

    private static List<Line> lines(Decision decision) {
        UUID id = id(decision);
        List<Line> lines = new ArrayList<>();
        for (RuleVerdict rule : decision.getVerdicts()) {
            if (rule.getRecipients().isEmpty()) {
                lines.add(new Line(id, lines.size(), rule.getRuleId(), null, null, rule.getOutcome().name(),
                        name(rule.getReason()), rule.getDetail(), null));
            }
            for (RecipientVerdict one : rule.getRecipients()) {
                lines.add(new Line(id, lines.size(), rule.getRuleId(), one.getRecipientRole(), name(one.getChannel()),
                        one.getOutcome().name(), name(one.getReason()), one.getDetail(), one.getNotificationId()));
            }
        }
        return lines;
    }

    private static @Nullable String name(@Nullable Enum<?> symbol) {
        return symbol == null ? null : symbol.name();
    }
}
