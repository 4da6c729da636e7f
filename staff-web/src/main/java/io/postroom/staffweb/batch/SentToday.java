package io.postroom.staffweb.batch;

import io.postroom.staffweb.pages.Words;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Which people of a spreadsheet got its template today, by whichever way, or are about to by another spreadsheet: looked for at the end of
 * its check, and again when it is sent, since that may be on another day.
 */
final class SentToday {
    private final JdbcTemplate jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    SentToday(JdbcTemplate jdbc, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Does something about a checked one with marks of now, while nobody sends another one for the same template. */
    <T> T lookedAgain(Batch batch, Supplier<T> then) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            Batch.Wording wording = batch.wording();
            jdbc.query("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> {}, String.join("/",
                    wording.service(), wording.template(), wording.channel().name()));
            jdbc.update("update batch set sent_today = ? where id = ? and state = 'CHECKED'",
                    mark(batch.id(), wording), batch.id());
            return then.get();
        }));
    }

    /**
     * Marks the rows of these people, within the transaction of whoever asks; how many there are. The database is asked for no join of
     * recipients: of rows that were written a moment ago it knows no number, and compared each with each.
     */
    int mark(UUID batch, Batch.Wording wording) {
        Set<String> people = people(batch, wording);
        List<Integer> changed = new ArrayList<>();
        AtomicInteger marked = new AtomicInteger();
        jdbc.query(
                "select row, recipient_key, sent_today from batch_row where batch_id = ? and recipient_key is not null",
                row -> {
                    boolean today = people.contains(row.getString("recipient_key"));
                    marked.addAndGet(today ? 1 : 0);
                    if (today != row.getBoolean("sent_today")) {
                        changed.add(row.getInt("row"));
                    }
                }, batch);
        if (!changed.isEmpty()) {
            jdbc.update("update batch_row set sent_today = not sent_today where batch_id = ? and row = any(?)", batch,
                    changed.toArray(Integer[]::new));
        }
        return marked.get();
    }

    private Set<String> people(UUID batch, Batch.Wording wording) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Words.ZONE);
        Timestamp midnight = startOf(today);
        return new HashSet<>(jdbc.queryForList("""
            select recipient_key from batch_row where batch_id = ? and recipient_key is not null
            intersect (
                select recipient_key from notification
                    where created_at >= ? and service = ? and template_id = ? and channel = ?
                union all
                select other.recipient_key from batch_row other join batch on batch.id = other.batch_id
                    where batch.service = ? and batch.template_id = ? and batch.channel = ? and batch.id <> ?
                        and not (batch.leave_out_sent_today and other.sent_today)
                        and (batch.state in ('TO_APPROVE', 'SENDING') and (batch.send_at is null or batch.send_at < ?)
                            or batch.state = 'SENT' and coalesce(batch.send_at, batch.ended_at) >= ?))""", String.class,
                batch, midnight, wording.service(), wording.template(), wording.channel().name(), wording.service(),
                wording.template(), wording.channel().name(), batch, startOf(today.plusDays(1)), midnight));
    }

    private static Timestamp startOf(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(Words.ZONE).toInstant());
    }
}
