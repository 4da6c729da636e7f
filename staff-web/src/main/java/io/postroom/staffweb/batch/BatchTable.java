package io.postroom.staffweb.batch;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds spreadsheets for pages. */
final class BatchTable {
    static final RowMapper<Batch> BATCH = (row, number) -> batch(row);
    private static final int MOST = 200;
    /** All but the file: a page that tells how far a check is would read megabytes each time. */
    private static final String SHOWN = """
        select id, service, template_id, channel, language, template_hash, file_name, file_hash, uploaded_by, uploaded_by_name,
            uploaded_at, state, rows_found, rows_checked, good, repeated, sent_today, parts, international, problems,
            leave_out_repeated, leave_out_sent_today, to_send, parts_to_send, send_at, asked_by, asked_by_name, approved_by,
            approved_by_name, published, ended_at, redact_at, wording_changed
        from batch """;

    private final JdbcClient jdbc;

    BatchTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One of these services'. */
    Optional<Batch> find(UUID id, Collection<String> services) {
        return jdbc.sql(SHOWN + " where id = ? and service = any(?)").param(id)
                .param(services.toArray(String[]::new)).query(BATCH).optional();
    }

    /** The latest of these services. */
    List<Batch> latest(Collection<String> services) {
        return jdbc.sql(SHOWN + " where service = any(?) order by uploaded_at desc limit ?")
                .param(services.toArray(String[]::new)).param(MOST).query(BATCH).list();
    }

    /** When the same file went out for the same template since a moment, if it did. */
    Optional<Instant> sameFileSince(Batch batch, Instant since) {
        return jdbc
                .sql("""
                    select max(asked_at) as at from batch where file_hash = ? and service = ? and template_id = ? and channel = ?
                        and id <> ? and asked_at >= ? and state in ('TO_APPROVE', 'SENDING', 'SENT')""")
                .param(batch.file().hash()).param(batch.wording().service()).param(batch.wording().template())
                .param(batch.wording().channel().name()).param(batch.id()).param(Timestamp.from(since))
                .query((row, number) -> Optional.ofNullable(row.getTimestamp("at")).map(Timestamp::toInstant))
                .single();
    }

    /** Whether somebody wants one stopped that is not stopped yet. */
    boolean isStopAskedFor(UUID id) {
        return jdbc.sql("select exists(select 1 from batch_stop where batch_id = ?)").param(id).query(Boolean.class)
                .single();
    }

    static Batch.Wording wording(ResultSet row) throws SQLException {
        return new Batch.Wording(row.getString("service"), row.getString("template_id"),
                Channel.valueOf(row.getString("channel")), Language.valueOf(row.getString("language")),
                row.getString("template_hash"));
    }

    private static Batch batch(ResultSet row) throws SQLException {
        return new Batch(row.getObject("id", UUID.class),
                wording(row),
                new Batch.File(row.getString("file_name"), row.getString("file_hash")),
                Objects.requireNonNull(person(row, "uploaded_by")),
                row.getTimestamp("uploaded_at").toInstant(), BatchState.valueOf(row.getString("state")),
                new Batch.Check(row.getInt("rows_found"), row.getInt("rows_checked"), row.getInt("good"),
                        row.getInt("repeated"), row.getInt("sent_today"), row.getLong("parts"),
                        row.getInt("international"), ToldProblem.read(row.getString("problems"))),
                new Batch.Choice(row.getBoolean("leave_out_repeated"), row.getBoolean("leave_out_sent_today"),
                        row.getInt("to_send"), row.getLong("parts_to_send"), instant(row, "send_at"),
                        person(row, "asked_by"), person(row, "approved_by")),
                row.getInt("published"), instant(row, "ended_at"), row.getTimestamp("redact_at") == null,
                row.getBoolean("wording_changed"));
    }

    private static Batch.@Nullable Person person(ResultSet row, String column) throws SQLException {
        String id = row.getString(column);
        return id == null ? null : new Batch.Person(id, row.getString(column + "_name"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column) == null ? null : row.getTimestamp(column).toInstant();
    }
}
