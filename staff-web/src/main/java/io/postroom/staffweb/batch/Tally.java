package io.postroom.staffweb.batch;

import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;

/** What has become of the messages of a batch. */
final class Tally {
    private final JdbcTemplate jdbc;

    Tally(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Where messages are, as a batch counts them. */
    enum Kind {
        /** Made here, not heard of since. */
        HANDED_OVER,
        /** Made by ingest, and not with the provider. */
        WAITING,
        /** With the provider. */
        GONE,
        /** With the person. */
        DELIVERED,
        /** With the provider or not, they did not arrive. */
        NOT_DELIVERED,
        /** Taken back in time. */
        CANCELLED;

        static Kind of(String state) {
            return switch (state) {
                case "" -> HANDED_OVER;
                case "SENDING", "SENT", "UNKNOWN" -> GONE;
                case "DELIVERED" -> DELIVERED;
                case "FAILED", "EXPIRED", "SUPPRESSED" -> NOT_DELIVERED;
                case "CANCELLED" -> CANCELLED;
                default -> WAITING;
            };
        }
    }

    /** How many are where; every kind is there. */
    Map<Kind, Integer> of(UUID batch) {
        Map<Kind, Integer> tally = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            tally.put(kind, 0);
        }
        jdbc.query("""
            select coalesce(notification.state, '') as state, count(*) as messages
            from batch join batch_row r on r.batch_id = batch.id and r.row <= batch.published_to
                    and r.notification_id is not null and not (batch.leave_out_repeated and r.repeats is not null)
                    and not (batch.leave_out_sent_today and r.sent_today)
                left join notification on notification.id = r.notification_id
            where batch.id = ? group by 1""", row -> {
            tally.merge(Kind.of(row.getString("state")), row.getInt("messages"), Integer::sum);
        }, batch);
        return tally;
    }

    /** Whether something may become of some of them yet. */
    static boolean isMoving(Map<Kind, Integer> tally) {
        return tally.entrySet().stream().anyMatch(entry -> entry.getValue() > 0 && switch (entry.getKey()) {
            case HANDED_OVER, WAITING, GONE -> true;
            case DELIVERED, NOT_DELIVERED, CANCELLED -> false;
        });
    }

    /** How many had gone to a provider, whatever became of them. */
    static int gone(Map<Kind, Integer> tally) {
        AtomicInteger gone = new AtomicInteger();
        tally.forEach((kind, messages) -> {
            if (kind == Kind.GONE || kind == Kind.DELIVERED || kind == Kind.NOT_DELIVERED) {
                gone.addAndGet(messages);
            }
        });
        return gone.get();
    }
}
