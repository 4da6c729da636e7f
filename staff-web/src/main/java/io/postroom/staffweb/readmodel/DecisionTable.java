package io.postroom.staffweb.readmodel;

import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.RecipientVerdict;
import io.postroom.schemas.v1.RuleVerdict;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.staffweb.database.Columns;
import java.nio.charset.StandardCharsets;
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

    private static final Columns<Line> LINES = Columns.<Line>none().uuid("decision_id", Line::decision)
            .integer("position", Line::position).text("rule_id", Line::rule).text("recipient_role", Line::role)
            .text("channel", Line::channel).text("outcome", Line::outcome).text("reason", Line::reason)
            .text("detail", Line::detail).uuid("notification_id", Line::notification);

    /**
     * Adds them. Those that belong to no service are nobody's to see, and are left out; so are those that only say what the
     * messages themselves say.
     */
    void add(List<Decision> decided, Instant redactAt) {
        List<Decision> ofServices = decided.stream()
                .filter(decision -> decision.getService() != null && !isToldByMessages(decision)).toList();
        if (ofServices.isEmpty()) {
            return;
        }
        Columns<Decision> columns = Columns.<Decision>none().uuid("id", DecisionTable::id)
                .text("service", Decision::getService).text("case_index", this::caseIndex)
                .text("case_reference", Decision::getCaseReference).text("event_source", Decision::getEventSource)
                .text("event_id", Decision::getEventId).text("event_type", Decision::getEventType)
                .time("event_time", Decision::getEventTime).symbol("outcome", Decision::getOutcome)
                .symbol("reason", Decision::getReason).time("decided_at", Decision::getDecidedAt)
                .time("redact_at", decision -> redactAt);
        jdbc.update(columns.insertInto("decision") + "on conflict do nothing", columns.of(ofServices));
        jdbc.update(LINES.insertInto("verdict") + "on conflict do nothing",
                LINES.of(ofServices.stream().flatMap(decision -> lines(decision).stream()).toList()));
    }

    /** Of what somebody asked for, a message that was requested has the time of this and no rule: nothing more is to be known. */
    private static boolean isToldByMessages(Decision decision) {
        return decision.getEventSource().equals(Names.SEND_SOURCE)
                && decision.getOutcome() == DecisionOutcome.REQUESTED
                && decision.getVerdicts().stream().flatMap(rule -> rule.getRecipients().stream())
                        .allMatch(one -> one.getOutcome() == DecisionOutcome.REQUESTED);
    }

    private @Nullable String caseIndex(Decision decision) {
        String service = decision.getService();
        String reference = decision.getCaseReference();
        return service == null || reference == null ? null : index.ofCase(service, reference);
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
