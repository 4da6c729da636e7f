package io.postroom.staffweb.batch;

import io.postroom.staffweb.pages.Words;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
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

    /** Marks the rows of these people, within the transaction of whoever asks; how many there are. */
    int mark(UUID batch, Batch.Wording wording) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Words.ZONE);
        Timestamp midnight = startOf(today);
        jdbc.update("""
            with today as (select recipient_key from notification
                    where created_at >= ? and service = ? and template_id = ? and channel = ?
                union
                select other.recipient_key from batch_row other join batch on batch.id = other.batch_id
                    where batch.service = ? and batch.template_id = ? and batch.channel = ? and batch.id <> ?
                        and other.recipient_key is not null and not (batch.leave_out_sent_today and other.sent_today)
                        and (batch.state in ('TO_APPROVE', 'SENDING') and (batch.send_at is null or batch.send_at < ?)
                            or batch.state = 'SENT' and coalesce(batch.send_at, batch.ended_at) >= ?))
            update batch_row set sent_today = today.recipient_key is not null
            from batch_row mine left join today on today.recipient_key = mine.recipient_key
            where mine.batch_id = ? and mine.recipient_key is not null
                and mine.sent_today <> (today.recipient_key is not null)
                and batch_row.batch_id = mine.batch_id and batch_row.row = mine.row""", midnight, wording.service(),
                wording.template(), wording.channel().name(), wording.service(), wording.template(),
                wording.channel().name(), batch, startOf(today.plusDays(1)), midnight, batch);
        return Objects.requireNonNull(jdbc.queryForObject(
                "select count(*) from batch_row where batch_id = ? and sent_today", Integer.class, batch));
    }

    private static Timestamp startOf(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(Words.ZONE).toInstant());
    }
}
