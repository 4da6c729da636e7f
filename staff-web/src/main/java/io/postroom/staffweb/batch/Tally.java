package io.postroom.staffweb.batch;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
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

        /** Of a state, or of what ingest decided where there is no message. */
        static Kind of(String state) {
            return switch (state) {
                case "", "REQUESTED" -> HANDED_OVER;
                case "SENDING", "SENT", "UNKNOWN" -> GONE;
                case "DELIVERED" -> DELIVERED;
                case "FAILED", "EXPIRED", "SUPPRESSED", "REFUSED", "NOT_MATCHED" -> NOT_DELIVERED;
                case "CANCELLED" -> CANCELLED;
                default -> WAITING;
            };
        }
    }

    /**
     * How many are where.
     *
     * @param kinds every kind is there
     * @param gone how many a provider was asked to send, whatever became of them
     */
    record Count(Map<Kind, Integer> kinds, int gone) {
        /** Whether some are not with the provider yet, so that they can be stopped. */
        boolean isAnyWaiting() {
            return isAny(EnumSet.of(Kind.HANDED_OVER, Kind.WAITING));
        }

        /** Whether the provider may say more of some. */
        boolean isAnyUnderWay() {
            return isAny(EnumSet.of(Kind.GONE));
        }

        private boolean isAny(Set<Kind> some) {
            return some.stream().anyMatch(kind -> kinds.getOrDefault(kind, 0) > 0);
        }
    }

    /** Counts. What ingest made no message of it has decided about. */
    Count of(UUID batch) {
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            kinds.put(kind, 0);
        }
        AtomicInteger gone = new AtomicInteger();
        jdbc.query(
                """
                    select state, gone, count(*) as messages from (
                        select coalesce(n.state, d.outcome, '') as state,
                            n.state in ('SENDING', 'SENT', 'DELIVERED', 'UNKNOWN')
                                or n.state in ('FAILED', 'EXPIRED', 'SUPPRESSED') and exists (select 1 from notification_step s
                                    where s.notification_id = n.id and s.state in ('SENDING', 'SENT', 'DELIVERED', 'UNKNOWN')) as gone
                        from batch join batch_row r on r.batch_id = batch.id and r.row <= batch.published_to
                                and r.notification_id is not null and not (batch.leave_out_repeated and r.repeats is not null)
                                and not (batch.leave_out_sent_today and r.sent_today)
                            left join notification n on n.id = r.notification_id
                            left join lateral (select outcome from decision
                                where n.id is null and event_id = r.batch_id || '/' || r.row order by decided_at limit 1) d on true
                        where batch.id = ?) message
                    group by 1, 2""",
                row -> {
                    int messages = row.getInt("messages");
                    kinds.merge(Kind.of(row.getString("state")), messages, Integer::sum);
                    gone.addAndGet(row.getBoolean("gone") ? messages : 0);
                }, batch);
        return new Count(kinds, gone.get());
    }
}
