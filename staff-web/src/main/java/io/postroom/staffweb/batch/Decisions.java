package io.postroom.staffweb.batch;

import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.audit.AuditTrail;
import io.postroom.staffweb.database.StoredText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What people decide about spreadsheets. Each goes through once, from the state that the person saw, with its entry in the
 * audit; {@code false} says that somebody else was faster.
 */
final class Decisions {
    /** So that all of a batch waits where it is sent from before its time comes. */
    static final Duration AHEAD = Duration.ofMinutes(2);

    private final JdbcTemplate jdbc;
    private final TransactionOperations transactions;
    private final AuditTrail audit;
    private final Clock clock;
    private final Duration personalDataKept;

    Decisions(JdbcTemplate jdbc, TransactionOperations transactions, AuditTrail audit, Clock clock,
            Duration personalDataKept) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
        this.personalDataKept = personalDataKept;
    }

    /** Takes a file in. */
    UUID take(Staff by, Batch.Wording wording, Upload.File file) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        transactions.executeWithoutResult(transaction -> {
            jdbc.update("""
                insert into batch (id, service, template_id, channel, language, template_hash, file_name, file_hash,
                    file, uploaded_by, uploaded_by_name, uploaded_at, state, redact_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'UPLOADED', ?)""", id, wording.service(),
                    wording.template(), wording.channel().name(), wording.language().name(), wording.hash(),
                    StoredText.clean(file.name()), sha256(file.bytes()), file.bytes(), by.id(), by.name(),
                    Timestamp.from(now), Timestamp.from(now.plus(personalDataKept)));
            audit.add(by, AuditTrail.Entry.UPLOADED_A_SPREADSHEET, wording.service(), wording.template() + " " + id);
        });
        return id;
    }

    /** Sends a checked one, or asks a second person for it. */
    boolean send(Staff by, Batch batch, Batch.Choice choice, boolean secondPerson) {
        Instant now = clock.instant();
        return decided(by, batch, AuditTrail.Entry.SENT_A_SPREADSHEET,
                jdbc -> jdbc.update(
                        """
                            update batch set state = ?, leave_out_repeated = ?, leave_out_sent_today = ?, to_send = ?, parts_to_send = ?, send_at = ?,
                                due_at = ?, asked_by = ?, asked_by_name = ?, asked_at = ?, redact_at = ?
                            where id = ? and state = 'CHECKED'""",
                        secondPerson
                                ? BatchState.TO_APPROVE.name()
                                : BatchState.SENDING.name(),
                        choice.leaveOutRepeated(), choice.leaveOutSentToday(), choice.toSend(), choice.parts(),
                        timestamp(choice.sendAt()),
                        Timestamp.from(due(choice.sendAt(), now)), by.id(), by.name(),
                        Timestamp.from(now),
                        Timestamp.from((choice.sendAt() == null ? now : choice.sendAt()).plus(personalDataKept)),
                        batch.id()));
    }

    /** Lets one go. Never for the person who asked, nor for the one who uploaded it. */
    boolean approve(Staff by, Batch batch) {
        Instant now = clock.instant();
        return decided(by, batch, AuditTrail.Entry.APPROVED_A_SPREADSHEET, jdbc -> jdbc.update("""
            update batch set state = 'SENDING', approved_by = ?, approved_by_name = ?, approved_at = ?
            where id = ? and state = 'TO_APPROVE' and asked_by <> ? and uploaded_by <> ? and template_hash = ?""",
                by.id(), by.name(), Timestamp.from(now), batch.id(), by.id(), by.id(), batch.wording().hash()));
    }

    /** Puts one away that was not sent. */
    boolean withdraw(Staff by, Batch batch) {
        return decided(by, batch, AuditTrail.Entry.WITHDREW_A_SPREADSHEET, jdbc -> jdbc.update("""
            update batch set state = 'WITHDRAWN', ended_at = ? where id = ? and state in ('CHECKED', 'TO_APPROVE')""",
                Timestamp.from(clock.instant()), batch.id()));
    }

    /** Stops one. What the broker has already is taken back as far as it can be. */
    boolean stop(Staff by, Batch batch) {
        return decided(by, batch, AuditTrail.Entry.STOPPED_A_SPREADSHEET, jdbc -> jdbc.update("""
            insert into batch_stop (batch_id, asked_by, asked_at) select ?, ?, ?
            where exists (select 1 from batch where id = ? and state in ('SENDING', 'SENT'))
            on conflict do nothing""", batch.id(), by.id(), Timestamp.from(clock.instant()), batch.id()));
    }

    private interface Step {
        int update(JdbcTemplate jdbc);
    }

    private boolean decided(Staff by, Batch batch, AuditTrail.Entry entry, Step step) {
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            boolean done = step.update(jdbc) == 1;
            if (done) {
                audit.add(by, entry, batch.wording().service(), batch.wording().template() + " " + batch.id());
            }
            return done;
        }));
    }

    private static Instant due(@Nullable Instant sendAt, Instant now) {
        return sendAt == null ? now : sendAt.minus(AHEAD);
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
