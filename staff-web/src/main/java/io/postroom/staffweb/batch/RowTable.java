package io.postroom.staffweb.batch;

import io.postroom.staffweb.database.Columns;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of spreadsheets. */
final class RowTable {
    private final JdbcTemplate jdbc;

    RowTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A checked row: a good one has a message, a bad one cells and problems.
     *
     * @param repeats the first row with the same recipient and content
     * @param parts how many texts are charged for it; for other channels 1
     */
    record Checked(int row, int number, byte @Nullable [] message, @Nullable String cells, @Nullable String problems,
            @Nullable String recipientKey, @Nullable UUID notification, @Nullable Integer repeats,
            int parts) {
        @Override
        public String toString() {
            return "Checked[" + number + "]";
        }
    }

    /** A row that cannot be sent, for a page. */
    record Bad(int number, List<String> cells, List<ToldProblem> problems) {
        @Override
        public String toString() {
            return "Bad[" + number + "]";
        }
    }

    /** Adds rows, all in one statement. */
    void add(UUID batch, List<Checked> rows) {
        Columns<Checked> columns = Columns.<Checked>none().uuid("batch_id", row -> batch)
                .integer("row", Checked::row).integer("number", Checked::number).bytes("message", Checked::message)
                .text("cells", Checked::cells).text("problems", Checked::problems)
                .text("recipient_key", Checked::recipientKey).uuid("notification_id", Checked::notification)
                .integer("repeats", Checked::repeats).integer("parts", Checked::parts);
        jdbc.update(columns.insertInto("batch_row"), columns.of(rows));
    }

    /** The first bad rows. */
    List<Bad> bad(UUID batch, int most) {
        return jdbc.query("""
            select number, cells, problems from batch_row where batch_id = ? and problems is not null
            order by row limit ?""", (row, number) -> new Bad(row.getInt("number"),
                DatabaseText.split(row.getString("cells")), ToldProblem.read(row.getString("problems"))), batch, most);
    }

    /** The first numbers of rows that repeat earlier ones, and these. */
    List<int[]> repeated(UUID batch, int most) {
        return jdbc.query("select number, repeats from batch_row where batch_id = ? and repeats is not null "
                + "order by row limit ?", (row, number) -> new int[]{row.getInt(1), row.getInt(2)}, batch, most);
    }

    /** The message of the first good row, or null. */
    byte @Nullable [] sample(UUID batch) {
        return jdbc
                .query("select message from batch_row where batch_id = ? and message is not null order by row limit 1",
                        (row, number) -> row.getBytes(1), batch)
                .stream().findFirst().orElse(null);
    }

    /** What goes out with a choice. */
    record Amount(int messages, long parts) {}

    /** How many messages go out with a choice, and what is charged for. */
    Amount count(UUID batch, boolean leaveOutRepeated, boolean leaveOutSentToday) {
        return java.util.Objects.requireNonNull(jdbc.queryForObject("""
            select count(*), coalesce(sum(parts), 0) from batch_row where batch_id = ? and notification_id is not null
                and not (? and repeats is not null) and not (? and sent_today)""",
                (row, number) -> new Amount(row.getInt(1), row.getLong(2)), batch, leaveOutRepeated,
                leaveOutSentToday));
    }
}
