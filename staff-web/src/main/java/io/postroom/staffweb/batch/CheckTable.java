package io.postroom.staffweb.batch;

import io.postroom.content.sheet.SheetSummary;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The check of a spreadsheet in the database. One instance at a time has it, for as long as it says that it is alive; what
 * one writes that lost it meanwhile is refused.
 */
final class CheckTable {
    /** An instance that died is waited for no longer. */
    static final Duration LEASE = Duration.ofSeconds(10);

    private final JdbcTemplate jdbc;
    private final TransactionOperations transactions;
    private final RowTable rows;
    private final SentToday sentToday;
    private final Clock clock;

    CheckTable(JdbcTemplate jdbc, TransactionOperations transactions, RowTable rows, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rows = rows;
        this.sentToday = new SentToday(jdbc, transactions, clock);
        this.clock = clock;
    }

    /** A spreadsheet that is this instance's to check. Personal data. */
    record Taken(Batch batch, UUID lease, byte[] file) {
        @Override
        public String toString() {
            return "Taken[" + batch + "]";
        }
    }

    /** Another instance has it now. */
    static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostException() {
            super("Another instance checks this spreadsheet.");
        }
    }

    /** Takes over the oldest that nobody checks, if there is one, as if nobody had begun. */
    Optional<Taken> take() {
        UUID lease = UUID.randomUUID();
        Instant now = clock.instant();
        return Objects.requireNonNull(transactions.execute(transaction -> {
            Optional<Taken> taken = jdbc.query("""
                update batch set lease = ?, lease_until = ?, rows_checked = 0
                where id = (select id from batch where state = 'UPLOADED' and file is not null
                        and (lease_until is null or lease_until < ?)
                    order by uploaded_at limit 1 for update skip locked)
                returning *""", (row, number) -> new Taken(
                    Objects.requireNonNull(BatchTable.BATCH.mapRow(row, number)), lease, row.getBytes("file")),
                    lease, Timestamp.from(now.plus(LEASE)), Timestamp.from(now)).stream().findFirst();
            taken.ifPresent(one -> jdbc.update("delete from batch_row where batch_id = ?", one.batch().id()));
            return taken;
        }));
    }

    /** Says that whoever has it is alive. */
    void keep(Taken taken) {
        jdbc.update("update batch set lease_until = ? where id = ? and lease = ?",
                Timestamp.from(clock.instant().plus(LEASE)), taken.batch().id(), taken.lease());
    }

    void begin(Taken taken, int found, String columns) {
        mine(jdbc.update("update batch set rows_found = ?, columns = ? where id = ? and lease = ?", found, columns,
                taken.batch().id(), taken.lease()));
    }

    void add(Taken taken, List<RowTable.Checked> checked) {
        transactions.executeWithoutResult(transaction -> {
            mine(jdbc.update("update batch set rows_checked = rows_checked + ? where id = ? and lease = ?",
                    checked.size(), taken.batch().id(), taken.lease()));
            rows.add(taken.batch().id(), checked);
        });
    }

    /** The rows hold everything from here on; the file goes. */
    void end(Taken taken, String templateHash, SheetSummary summary, List<ToldProblem> problems) {
        transactions.executeWithoutResult(transaction -> {
            int today = sentToday.mark(taken.batch().id(), taken.batch().wording());
            mine(jdbc.update("""
                update batch set state = 'CHECKED', template_hash = ?, good = ?, repeated = ?, sent_today = ?,
                    parts = ?, international = ?, problems = ?, file = null, lease = null, lease_until = null
                where id = ? and lease = ?""", templateHash, summary.goodRows(), summary.duplicates().size(), today,
                    summary.parts(), summary.international(), ToldProblem.write(problems), taken.batch().id(),
                    taken.lease()));
        });
    }

    void refuse(Taken taken, List<ToldProblem> problems) {
        mine(jdbc.update("""
            update batch set state = 'NOT_USABLE', problems = ?, file = null, lease = null, lease_until = null
            where id = ? and lease = ?""", ToldProblem.write(problems), taken.batch().id(), taken.lease()));
    }

    private static void mine(int updated) {
        if (updated == 0) {
            throw new LostException();
        }
    }
}
