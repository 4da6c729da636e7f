package io.postroom.staffweb.readmodel;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What identifies a notification, as statuses and commands about it carry it. Safe for use by any thread. */
public final class IdentityTable {
    private final JdbcClient jdbc;

    /** The table of a database. */
    public IdentityTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of a notification; nothing where its case key is not known, without which no command would find it. */
    public Optional<NotificationIdentity> of(UUID id) {
        return jdbc.sql("select * from notification where id = ? and case_key is not null").param(id)
                .query((row, number) -> identity(row)).optional();
    }

    /** Whether nobody knows what became of it; nobody else can say so until the transaction ends. */
    public boolean lockIfUnknown(UUID id) {
        return jdbc.sql("""
            select id from notification n where id = :id and state = 'UNKNOWN' and case_key is not null
                and not exists (select 1 from staff_action a where a.notification_id = n.id
                    and a.act in ('DECIDED_THAT_IT_ARRIVED', 'DECIDED_THAT_IT_DID_NOT_ARRIVE') and a.at >= n.state_at)
            for update""").param("id", id).query(UUID.class).optional().isPresent();
    }

    private static NotificationIdentity identity(ResultSet row) throws SQLException {
        return NotificationIdentity.newBuilder().setNotificationId(row.getObject("id", UUID.class))
                .setCaseKey(row.getString("case_key")).setCaseReference(row.getString("case_reference"))
                .setService(row.getString("service")).setChannel(Channel.valueOf(row.getString("channel")))
                .setLanguage(Language.valueOf(row.getString("language"))).setEventId(row.getString("event_id"))
                .setEventSource(row.getString("event_source")).setEventType(row.getString("event_type"))
                .setEventTime(instant(row, "event_time")).setRuleId(row.getString("rule_id"))
                .setRulesVersion(row.getString("rules_version")).setTemplateId(row.getString("template_id"))
                .setTemplateHash(row.getString("template_hash")).setRecipientRole(row.getString("recipient_role"))
                .setRecipientReference(row.getString("recipient_reference"))
                .setRecipientKey(row.getString("recipient_key")).setBatchRow(row.getObject("batch_row", Integer.class))
                .setCreatedAt(Objects.requireNonNull(instant(row, "created_at"))).build();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
