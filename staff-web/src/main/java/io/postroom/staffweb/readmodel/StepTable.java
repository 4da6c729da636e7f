package io.postroom.staffweb.readmodel;

import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.staffweb.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The steps of notifications as they were told. */
public final class StepTable {
    private static final Columns<NotificationStatus> COLUMNS = Columns.<NotificationStatus>none()
            .uuid("notification_id", status -> status.getIdentity().getNotificationId())
            .symbol("state", NotificationStatus::getState).time("occurred_at", NotificationStatus::getOccurredAt)
            .integer("attempt", StepTable::attempt).symbol("reason", NotificationStatus::getReason)
            .text("provider", NotificationStatus::getProvider)
            .text("provider_detail", NotificationStatus::getProviderDetail);

    private final JdbcTemplate jdbc;

    /** The table of a database. */
    public StepTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The steps of some notifications, each list in no particular order. */
    public Map<UUID, List<Step>> of(Collection<UUID> notifications) {
        Map<UUID, List<Step>> found = new HashMap<>();
        if (notifications.isEmpty()) {
            return found;
        }
        jdbc.query("select * from notification_step where notification_id = any(?)",
                row -> {
                    found.computeIfAbsent(row.getObject("notification_id", UUID.class), id -> new ArrayList<>())
                            .add(step(row));
                }, (Object) notifications.toArray(UUID[]::new));
        return found;
    }

    /** Keeps others from changing notifications until the transaction ends; in one order, so that none waits in a ring. */
    void lock(Collection<UUID> notifications) {
        // Planned for no row at all, the query once went by another index and read the whole of it.
        if (!notifications.isEmpty()) {
            jdbc.query("select id from notification where id = any(?) order by id for update", row -> {},
                    (Object) notifications.toArray(UUID[]::new));
        }
    }

    void add(List<NotificationStatus> statuses) {
        jdbc.update(COLUMNS.insertInto("notification_step") + "on conflict do nothing", COLUMNS.of(statuses));
    }

    /** What a status tells. */
    static Step step(NotificationStatus status) {
        return new Step(status.getState(), status.getOccurredAt(), attempt(status), status.getReason(),
                status.getProvider(), status.getProviderDetail());
    }

    private static int attempt(NotificationStatus status) {
        return status.getAttempt() == null ? 0 : status.getAttempt();
    }

    private static Step step(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return new Step(state(row.getString("state")), row.getTimestamp("occurred_at").toInstant(),
                row.getInt("attempt"), reason(reason), row.getString("provider"), row.getString("provider_detail"));
    }

    /** The reason of a name that may come from a later version. */
    public static @Nullable StatusReason reason(@Nullable String name) {
        if (name == null) {
            return null;
        }
        for (StatusReason reason : StatusReason.values()) {
            if (reason.name().equals(name)) {
                return reason;
            }
        }
        return StatusReason.UNRECOGNISED;
    }

    private static NotificationState state(String name) {
        for (NotificationState state : NotificationState.values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        return NotificationState.UNRECOGNISED;
    }
}
