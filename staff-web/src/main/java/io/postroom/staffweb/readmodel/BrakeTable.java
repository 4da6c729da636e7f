package io.postroom.staffweb.readmodel;

import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.staffweb.database.StoredText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The brakes that are pulled, as the control topic has them, whoever pulled them. Safe for use by any thread. */
public final class BrakeTable {
    /** As long as the control topic keeps a stop: workers end it then. */
    public static final Duration HOLDS_FOR = Duration.ofDays(7);
    private static final String PULLED = """
        select b.*, a.name, a.reason from brake b left join staff_action a on a.id = b.stop_id
        where b.stopped_at > ? and (b.released_at is null or b.released_at < b.stopped_at) and b.service = any(?)""";

    private final JdbcTemplate jdbc;
    private final Clock clock;

    /** The table of a database. */
    public BrakeTable(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What a brake covers: everything of a service, narrowed by at most one of the others.
     *
     * @param service whose messages
     * @param rule only those of this rule, or null
     * @param template only those of this template, or null
     * @param batch only those of this batch, or null
     */
    public record Scope(String service, @Nullable String rule, @Nullable String template, @Nullable UUID batch) {}

    /**
     * A brake that is pulled.
     *
     * @param id the stop's command
     * @param scope what it covers
     * @param since when it was pulled
     * @param by who pulled it: a name where it was done here, otherwise what the command says
     * @param reason why, where it was said here
     */
    public record Pulled(UUID id, Scope scope, Instant since, String by, @Nullable String reason) {
        /** When workers end it unless it is pulled again. */
        public Instant until() {
            return since.plus(HOLDS_FOR);
        }
    }

    /** Those of some services, the latest first. */
    public List<Pulled> pulled(Collection<String> services) {
        return jdbc.query(PULLED + " order by b.stopped_at desc", (row, number) -> brake(row), oldest(),
                services.toArray(String[]::new));
    }

    /** One that is pulled, if it is of these services. */
    public Optional<Pulled> find(UUID id, Collection<String> services) {
        return jdbc.query(PULLED + " and b.stop_id = ?", (row, number) -> brake(row), oldest(),
                services.toArray(String[]::new), id).stream().findFirst();
    }

    void take(List<ControlCommand> commands) {
        for (ControlCommand command : commands) {
            if (command.getTarget() instanceof ScopeTarget scope) {
                if (command.getAction() == ControlAction.STOP) {
                    keep("stop_id", "stopped_at", "stopped_by", scope, command);
                } else if (command.getAction() == ControlAction.RELEASE) {
                    keep("release_id", "released_at", "released_by", scope, command);
                }
            }
        }
    }

    /** The youngest is kept, so that a command that comes again changes nothing. */
    private void keep(String id, String at, String by, ScopeTarget scope, ControlCommand command) {
        jdbc.update("""
            insert into brake (service, rule_id, template_id, batch_id, ID, AT, BY) values (?, ?, ?, ?, ?, ?, ?)
            on conflict (service, rule_id, template_id, batch_id) do update
                set ID = excluded.ID, AT = excluded.AT, BY = excluded.BY
                where brake.AT is null or brake.AT < excluded.AT""".replace("ID", id).replace("AT", at)
                .replace("BY", by), text(scope.getService()), text(scope.getRuleId()), text(scope.getTemplateId()),
                text(scope.getBatchId()), command.getCommandId(), Timestamp.from(command.getIssuedAt()),
                text(command.getIssuedBy()));
    }

    private Timestamp oldest() {
        return Timestamp.from(clock.instant().minus(HOLDS_FOR));
    }

    private static Pulled brake(ResultSet row) throws SQLException {
        String batch = row.getString("batch_id");
        Scope scope = new Scope(row.getString("service"), orNull(row.getString("rule_id")),
                orNull(row.getString("template_id")), batch.isEmpty() ? null : UUID.fromString(batch));
        return new Pulled(row.getObject("stop_id", UUID.class), scope, row.getTimestamp("stopped_at").toInstant(),
                Objects.requireNonNullElse(row.getString("name"), row.getString("stopped_by")),
                row.getString("reason"));
    }

    private static String text(@Nullable Object part) {
        return part == null ? "" : StoredText.clean(part.toString());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
