package io.postroom.staffweb.overview;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts messages. Safe for use by any thread. */
public final class Numbers {
    private static final int MOST_FAILURES = 50;

    private final JdbcClient jdbc;

    /** Of a database. */
    public Numbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How a message counts. Of an unknown one nobody can say whether it was delivered; a cancelled one was not to be. */
    public enum Kind {
        DELIVERED, ON_ITS_WAY, WAITING, NOT_DELIVERED, UNKNOWN, CANCELLED
    }

    /** The numbers of one service and channel. */
    public record Row(String service, String channel, Map<Kind, Long> counts) {
        /** Of one kind. */
        public long of(Kind kind) {
            return counts.getOrDefault(kind, 0L);
        }

        /** Together. */
        public long total() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** How often something was the reason. */
    public record Failure(String service, String channel, String state, String reason, long count) {}

    /**
     * What waits in one service and channel.
     *
     * @param held whether it waits on purpose, for its time or its turn
     * @param count how much
     * @param since when the oldest was made
     * @param oldest that one
     */
    public record Waiting(String service, String channel, boolean held, long count, Instant since, UUID oldest) {}

    /** What was counted since a moment, by service and channel; the most frequent failure first. */
    public record Since(List<Row> rows, List<Failure> failures) {}

    /** The numbers since a moment, and why messages did not arrive: both of one look at all of them. */
    public Since since(Instant start, Set<String> services) {
        Map<String, Row> rows = new LinkedHashMap<>();
        List<Failure> failures = new ArrayList<>();
        jdbc.sql("""
            select service, channel, state, coalesce(reason, '') as reason, count(*) as number from notification
            where created_at >= ? and service = any(?) group by service, channel, state, reason
            order by service, channel""").param(Timestamp.from(start)).param(services.toArray(String[]::new))
                .query(row -> {
                    Failure group = new Failure(row.getString("service"), row.getString("channel"),
                            row.getString("state"), row.getString("reason"), row.getLong("number"));
                    Kind kind = kind(group.state());
                    rows.computeIfAbsent(group.service() + " " + group.channel(),
                            key -> new Row(group.service(), group.channel(), new java.util.EnumMap<>(Kind.class)))
                            .counts().merge(kind, group.count(), Long::sum);
                    if (kind == Kind.NOT_DELIVERED) {
                        failures.add(group);
                    }
                });
        // Those of the same number stay in the order of services and channels.
        return new Since(List.copyOf(rows.values()), failures.stream()
                .sorted(Comparator.comparingLong(Failure::count).reversed()).limit(MOST_FAILURES).toList());
    }

    /** What waits now, whenever it was made, with the one that has waited longest; what is to be handed over first. */
    public List<Waiting> waiting(Set<String> services) {
        return jdbc.sql("""
            select w.*, (select n.notification_id from notification_waiting n where n.service = w.service
                    and n.channel = w.channel and n.held = w.held and n.created_at = w.since limit 1) as oldest
            from (select service, channel, held, count(*) as number, min(created_at) as since
                from notification_waiting where service = any(?) group by service, channel, held) w
            order by w.held, w.since""").param(services.toArray(String[]::new))
                .query((row, number) -> new Waiting(row.getString("service"), row.getString("channel"),
                        row.getBoolean("held"), row.getLong("number"), row.getTimestamp("since").toInstant(),
                        row.getObject("oldest", UUID.class)))
                .list();
    }

    private static Kind kind(String state) {
        return switch (state) {
            case "DELIVERED" -> Kind.DELIVERED;
            case "SENDING", "SENT" -> Kind.ON_ITS_WAY;
            case "FAILED", "EXPIRED", "SUPPRESSED" -> Kind.NOT_DELIVERED;
            case "UNKNOWN" -> Kind.UNKNOWN;
            case "CANCELLED" -> Kind.CANCELLED;
            default -> Kind.WAITING;
        };
    }
}
