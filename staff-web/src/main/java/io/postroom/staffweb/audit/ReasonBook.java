package io.postroom.staffweb.audit;

import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.database.StoredText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What staff did about single messages and brakes, and why, in their own words. These may name people, so that they are kept
 * apart from the audit, which is for ever: {@code Redaction} removes them on their date. Safe for use by any thread.
 */
public final class ReasonBook {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration kept;

    /** A book in a database whose reasons go after a time. */
    public ReasonBook(JdbcClient jdbc, Clock clock, Duration kept) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.kept = kept;
    }

    /**
     * What somebody did. Personal data.
     *
     * @param id of the command or step that it published
     * @param at when
     * @param act what
     * @param notification the message it was about, or null
     * @param made the message that it made, or null
     * @param name what the person is called
     * @param reason why, until its date has come
     */
    public record Deed(UUID id, Instant at, AuditTrail.Entry act, @Nullable UUID notification, @Nullable UUID made,
            String name, @Nullable String reason) {
        @Override
        public String toString() {
            return "Deed[" + id + "]";
        }
    }

    /** Adds what somebody does now. */
    public void add(UUID id, Staff who, AuditTrail.Entry act, @Nullable String service, @Nullable UUID notification,
            @Nullable UUID made, String reason) {
        Instant now = clock.instant();
        jdbc.sql("""
            insert into staff_action (id, at, act, service, notification_id, made_id, who, name, reason, redact_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""").param(id).param(Timestamp.from(now)).param(act.name())
                .param(service).param(notification).param(made).param(who.id()).param(StoredText.clean(who.name()))
                .param(StoredText.clean(reason))
                .param(Timestamp.from(now.plus(kept))).update();
    }

    /** What was done about a message, or made it, the first first. */
    public List<Deed> of(UUID notification) {
        return jdbc.sql("select * from staff_action where notification_id = :id or made_id = :id order by at")
                .param("id", notification).query((row, number) -> deed(row)).list();
    }

    private static Deed deed(ResultSet row) throws SQLException {
        return new Deed(row.getObject("id", UUID.class), row.getTimestamp("at").toInstant(),
                AuditTrail.Entry.valueOf(row.getString("act")), row.getObject("notification_id", UUID.class),
                row.getObject("made_id", UUID.class),
                Objects.requireNonNullElse(row.getString("name"), row.getString("who")), row.getString("reason"));
    }
}
