package io.postroom.staffweb.batch;

import io.postroom.schemas.v1.SendRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads rows for downloads, a piece at a time. */
final class ResultTable {
    private static final int AT_ONCE = 2_000;

    private final JdbcTemplate jdbc;
    private final Publishing.Wire wire;

    ResultTable(JdbcTemplate jdbc, Publishing.Wire wire) {
        this.jdbc = jdbc;
        this.wire = wire;
    }

    /** Takes rows one by one. */
    interface Sink<T> {
        void take(T row) throws IOException;
    }

    /**
     * A row and what became of it.
     *
     * @param request what was to be sent, or null for a bad row and once it was removed
     * @param sendable whether there was ever a message
     * @param state of the notification, or what ingest decided instead of making one; null when nothing is known
     */
    record Result(int row, int number, @Nullable SendRequest request, boolean sendable, List<ToldProblem> problems,
            @Nullable UUID notification, @Nullable Integer repeats, boolean sentToday, boolean published,
            @Nullable String state, @Nullable String reason, @Nullable Instant at) {
        @Override
        public String toString() {
            return "Result[" + number + "]";
        }
    }

    /** The columns of the sheet. */
    List<String> columns(UUID batch) {
        return jdbc.query("select columns from batch where id = ?",
                (row, number) -> DatabaseText.split(row.getString(1)), batch).stream().findFirst().orElse(List.of());
    }

    void bad(UUID batch, Sink<RowTable.Bad> sink) throws IOException {
        record Placed(int row, RowTable.Bad bad) {}
        List<Placed> piece;
        int last = -1;
        do {
            piece = jdbc.query("""
                select row, number, cells, problems from batch_row
                where batch_id = ? and row > ? and problems is not null order by row limit ?""",
                    (row, number) -> new Placed(row.getInt("row"), new RowTable.Bad(row.getInt("number"),
                            DatabaseText.split(row.getString("cells")), ToldProblem.read(row.getString("problems")))),
                    batch, last, AT_ONCE);
            for (Placed placed : piece) {
                sink.take(placed.bad());
                last = placed.row();
            }
        } while (piece.size() == AT_ONCE);
    }

    void all(Batch batch, Sink<Result> sink) throws IOException {
        List<Result> piece;
        int last = -1;
        do {
            piece = piece(batch.id(), last);
            for (Result result : piece) {
                sink.take(result);
                last = result.row();
            }
        } while (piece.size() == AT_ONCE);
    }

    private List<Result> piece(UUID batch, int after) {
        return jdbc.query(
                """
                    select r.*, r.row <= b.published_to as published, coalesce(n.state, d.outcome) as state,
                        coalesce(n.reason, d.reason) as reason, coalesce(n.state_at, d.decided_at) as at
                    from (select * from batch_row where batch_id = ? and row > ? order by row limit ?) r
                        join batch b on b.id = r.batch_id
                        left join notification n on n.id = r.notification_id
                        left join lateral (select coalesce(v.outcome, d.outcome) as outcome, coalesce(v.reason, d.reason) as reason,
                                d.decided_at
                            from decision d left join verdict v on v.decision_id = d.id
                            where n.id is null and d.event_id = r.batch_id || '/' || r.row
                            order by d.decided_at limit 1) d on true
                    order by r.row""",
                (row, number) -> {
                    byte[] message = row.getBytes("message");
                    return new Result(row.getInt("row"), row.getInt("number"),
                            message == null ? null : wire.read(message),
                            row.getObject("notification_id") != null, ToldProblem.read(row.getString("problems")),
                            row.getObject("notification_id", UUID.class), row.getObject("repeats", Integer.class),
                            row.getBoolean("sent_today"), row.getBoolean("published"), row.getString("state"),
                            row.getString("reason"),
                            row.getTimestamp("at") == null ? null : row.getTimestamp("at").toInstant());
                }, batch, after, AT_ONCE);
    }
}
