package io.postroom.staffweb.readmodel;

import io.postroom.schemas.v1.Suppression;
import io.postroom.staffweb.database.StoredText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The addresses that are not written to, as the suppression topic has them. Safe for use by any thread. */
public final class SuppressionTable {
    private final JdbcTemplate jdbc;
    private final Clock clock;

    /** The table of a database. */
    public SuppressionTable(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** An address that is not written to. */
    public record Held(String recipientKey, String channel, String reason, @Nullable String evidence,
            @Nullable UUID notification, Instant since, @Nullable Instant until) {}

    /** Those of some addresses that are not written to at this moment. */
    public List<Held> held(Collection<String> recipientKeys) {
        return jdbc.query("""
            select * from suppression
            where recipient_key = any(?) and released_at is null and (until is null or until > ?)""",
                (row, number) -> held(row), recipientKeys.toArray(String[]::new), Timestamp.from(clock.instant()));
    }

    /** The youngest entry of an address is kept, so that one that comes again changes nothing. */
    void take(List<Suppression> entries) {
        for (Suppression entry : entries) {
            jdbc.update("""
                insert into suppression (recipient_key, channel, reason, evidence, notification_id, since, until,
                    released_by, released_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (recipient_key) do update set channel = excluded.channel, reason = excluded.reason,
                    evidence = excluded.evidence, notification_id = excluded.notification_id,
                    since = excluded.since, until = excluded.until, released_by = excluded.released_by,
                    released_at = excluded.released_at
                where greatest(suppression.since, suppression.released_at)
                    <= greatest(excluded.since, excluded.released_at)""", StoredText.clean(entry.getRecipientKey()),
                    entry.getChannel().name(), entry.getReason().name(), StoredText.cleanOrNull(entry.getEvidence()),
                    entry.getNotificationId(), Timestamp.from(entry.getSince()),
                    timestamp(entry.getUntil()), StoredText.cleanOrNull(entry.getReleasedBy()),
                    timestamp(entry.getReleasedAt()));
        }
    }

    void forget(List<String> recipientKeys) {
        if (!recipientKeys.isEmpty()) {
            jdbc.update("delete from suppression where recipient_key = any(?)",
                    (Object) recipientKeys.stream().map(StoredText::cleanOrNull).toArray(String[]::new));
        }
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant moment) {
        return moment == null ? null : Timestamp.from(moment);
    }

    private static Held held(ResultSet row) throws SQLException {
        Timestamp until = row.getTimestamp("until");
        return new Held(row.getString("recipient_key"), row.getString("channel"), row.getString("reason"),
                row.getString("evidence"), row.getObject("notification_id", UUID.class),
                row.getTimestamp("since").toInstant(), until == null ? null : until.toInstant());
    }
}
