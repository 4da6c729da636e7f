package io.postroom.staffweb.readmodel;

import java.sql.Timestamp;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes references to cases and people, what providers said of a message in their own words, and what staff wrote and are called, when
 * their date has come. What happened stays, and is found by its blind index; so does who did it, by the issuer's name of them.
 */
public final class Redaction {
    private static final Logger log = LoggerFactory.getLogger(Redaction.class);
    /** So that no statement holds rows for long. */
    private static final int ROWS = 10_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    /** A redaction that goes by a clock. */
    public Redaction(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Removes what is due; answers how many rows had it. */
    public int run() {
        int removed = all("""
            with due as (select id from notification where redact_at <= :now limit :rows),
                told as (update notification_step s set provider_detail = null from due
                    where s.notification_id = due.id and s.provider_detail is not null)
            update notification n set case_reference = null, recipient_reference = null, redact_at = null
            from due where n.id = due.id""")
                + all("""
                    update decision set case_reference = null, redact_at = null
                    where id in (select id from decision where redact_at <= :now limit :rows)""")
                + all("""
                    update staff_action set reason = null, name = null, redact_at = null
                    where id in (select id from staff_action where redact_at <= :now limit :rows)""");
        if (removed > 0) {
            log.atInfo().addKeyValue("rows", removed).log("Removed references whose date had come");
        }
        return removed;
    }

    private int all(String statement) {
        int removed = 0;
        for (int rows = ROWS; rows == ROWS; removed += rows) {
            rows = jdbc.sql(statement).param("now", Timestamp.from(clock.instant())).param("rows", ROWS).update();
        }
        return removed;
    }
}
