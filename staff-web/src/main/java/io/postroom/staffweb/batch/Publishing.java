package io.postroom.staffweb.batch;

import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.StatusReason;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Publishes what may be sent, some thousand rows at a time: a transaction holds the batch, gives rows to the broker, waits
 * until it has all of them, and only then notes how far it is. An interruption in between publishes the same rows again,
 * with the same ids, which ingest recognises: the guarantee of the outbox, without a copy of each row.
 *
 * <p>It holds the batch with {@code for no key update}, since {@code for update} would make whoever asks to stop it wait, for as long as
 * the broker is away: the row that asks refers to the batch.
 */
final class Publishing {
    private static final Logger log = LoggerFactory.getLogger(Publishing.class);
    private static final int AT_ONCE = 5_000;

    private final JdbcTemplate jdbc;
    private final TransactionOperations transactions;
    private final Wire wire;
    private final Checking.Templates templates;
    private final Clock clock;

    Publishing(JdbcTemplate jdbc, TransactionOperations transactions, Wire wire, Checking.Templates templates,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.wire = wire;
        this.templates = templates;
        this.clock = clock;
    }

    /** The way to the broker. Each method returns once the broker has everything, or throws. */
    interface Wire {
        SendRequest read(byte[] request);

        void send(List<SendRequest> requests);

        byte[] write(ControlCommand command);

        void control(String service, byte[] command);
    }

    /** Does one piece of work of one batch, if there is any that nobody else does. */
    boolean step() {
        return stopOne() || takeBackOne() || publishSome();
    }

    /** Whoever publishes holds the batch, so that nothing of it is published once this is through. */
    private boolean stopOne() {
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            record Stop(UUID id, String service, String by, int published) {}
            Optional<Stop> stop = jdbc.query("""
                select b.id, b.service, s.asked_by, b.published from batch b join batch_stop s on s.batch_id = b.id
                where b.state in ('SENDING', 'SENT') limit 1 for no key update of b skip locked""",
                    (row, number) -> new Stop(row.getObject(1, UUID.class), row.getString(2), row.getString(3),
                            row.getInt(4)))
                    .stream().findFirst();
            stop.ifPresent(one -> jdbc.update(
                    "update batch set state = 'STOPPED', ended_at = ?, stop_command = ? where id = ?",
                    Timestamp.from(clock.instant()), one.published() == 0
                            ? null
                            : wire.write(command(one.id(), one.service(), one.by())),
                    one.id()));
            return stop.isPresent();
        }));
    }

    private ControlCommand command(UUID batch, String service, String by) {
        return ControlCommand.newBuilder().setCommandId(UUID.randomUUID()).setAction(ControlAction.CANCEL)
                .setTarget(ScopeTarget.newBuilder().setService(service).setBatchId(batch).build())
                .setReason(StatusReason.CANCELLED_BY_PERSON).setIssuedBy(by).setIssuedAt(clock.instant()).build();
    }

    private boolean takeBackOne() {
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            record Command(UUID batch, String service, byte[] bytes) {}
            Optional<Command> command = jdbc.query("""
                select id, service, stop_command from batch where stop_command is not null
                limit 1 for no key update skip locked""", (row, number) -> new Command(row.getObject(1, UUID.class),
                    row.getString(2), row.getBytes(3))).stream().findFirst();
            command.ifPresent(one -> {
                wire.control(one.service(), one.bytes());
                jdbc.update("update batch set stop_command = null where id = ?", one.batch());
            });
            return command.isPresent();
        }));
    }

    private record Due(UUID id, Batch.Wording wording, int publishedTo, boolean withoutRepeated,
            boolean withoutSentToday,
            @Nullable Instant sendAt, String askedBy, Instant askedAt) {}

    private record Row(int row, byte[] message) {
        @Override
        public String toString() {
            return "Row[" + row + "]";
        }
    }

    private boolean publishSome() {
        Timestamp now = Timestamp.from(clock.instant());
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            // In turn, so that a small sheet does not stand behind a big one.
            Optional<Due> due = jdbc.query("""
                select * from batch where state = 'SENDING' and due_at <= ?
                    and not exists (select 1 from batch_stop where batch_id = batch.id)
                order by last_published_at nulls first limit 1 for no key update skip locked""",
                    (row, number) -> new Due(row.getObject("id", UUID.class), BatchTable.wording(row),
                            row.getInt("published_to"),
                            row.getBoolean("leave_out_repeated"), row.getBoolean("leave_out_sent_today"),
                            row.getTimestamp("send_at") == null ? null : row.getTimestamp("send_at").toInstant(),
                            Objects.requireNonNull(row.getString("asked_by")),
                            row.getTimestamp("asked_at").toInstant()),
                    now).stream().findFirst();
            due.ifPresent(batch -> {
                if (batch.wording().isOf(templates.find(batch.wording()))) {
                    publish(batch, now);
                } else {
                    end(batch, now);
                }
            });
            return due.isPresent();
        }));
    }

    /** What was approved is no longer what would be sent: ingest would refuse each row, and nobody would be told why. */
    private void end(Due batch, Timestamp now) {
        jdbc.update("update batch set state = 'STOPPED', ended_at = ?, wording_changed = true where id = ?", now,
                batch.id());
        log.atInfo().addKeyValue("batch", batch.id()).log("A spreadsheet was stopped: its template was changed");
    }

    private void publish(Due batch, Timestamp now) {
        List<Row> rows = jdbc.query("""
            select row, message from batch_row where batch_id = ? and row > ? and message is not null
                and not (? and repeats is not null) and not (? and sent_today)
            order by row limit ?""", (row, number) -> new Row(row.getInt(1), row.getBytes(2)), batch.id(),
                batch.publishedTo(), batch.withoutRepeated(), batch.withoutSentToday(), AT_ONCE);
        if (!rows.isEmpty()) {
            List<SendRequest> requests = new ArrayList<>(rows.size());
            for (Row row : rows) {
                requests.add(SendRequest.newBuilder(wire.read(row.message())).setSendAt(batch.sendAt())
                        .setRequestedBy(batch.askedBy()).setRequestedAt(batch.askedAt()).build());
            }
            wire.send(requests);
            jdbc.update("""
                update batch set published_to = ?, published = published + ?, last_published_at = ? where id = ?""",
                    rows.getLast().row(), rows.size(), now, batch.id());
        }
        if (rows.size() < AT_ONCE) {
            jdbc.update("update batch set state = 'SENT', ended_at = ? where id = ?", now, batch.id());
        }
    }
}
