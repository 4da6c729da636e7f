package io.postroom.staffweb.batch;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Removes what spreadsheets say about people when their date has come: the file, its name, its headers, and what each row says and was told. Numbers
 * and states stay. One that was never sent is put away with it.
 */
final class BatchRedaction {
    static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final Logger log = LoggerFactory.getLogger(BatchRedaction.class);
    private static final int ROWS = 10_000;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    BatchRedaction(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Removes what is due; answers of how many spreadsheets. What is being sent has its date after that. */
    int run() {
        Timestamp now = Timestamp.from(clock.instant());
        List<UUID> due = jdbc.query("select id from batch where redact_at <= ? and state <> 'SENDING'",
                (row, number) -> row.getObject(1, UUID.class), now);
        for (UUID batch : due) {
            jdbc.update("""
                update batch set state = 'WITHDRAWN', ended_at = ?
                where id = ? and state in ('UPLOADED', 'NOT_USABLE', 'CHECKED', 'TO_APPROVE')""", now, batch);
            int rows;
            do {
                // So that no statement holds rows for long.
                rows = jdbc.update(
                        """
                            update batch_row set message = null, cells = null, problems = null, recipient_key = null
                            where batch_id = ? and row in (select row from batch_row
                                where batch_id = ? and (message is not null or cells is not null or problems is not null) limit ?)""",
                        batch, batch,
                        ROWS);
            } while (rows == ROWS);
            jdbc.update(
                    """
                        update batch set file = null, file_name = null, columns = null, problems = null, uploaded_by_name = null, asked_by_name = null,
                            approved_by_name = null, redact_at = null
                        where id = ?""",
                    batch);
            log.atInfo().addKeyValue("batch", batch).log("Removed what a spreadsheet said about people");
        }
        return due.size();
    }
}
