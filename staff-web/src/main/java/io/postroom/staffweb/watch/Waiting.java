package io.postroom.staffweb.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * For how long what staff asked for has waited in the database, as gauges. They are looked up now and then and not when
 * somebody asks for meters, who would wait for a database that is away; while it is away they have no value.
 */
public final class Waiting {
    /** A spreadsheet that is sent has moved with its last rows. */
    private static final String OLDEST_SPREADSHEET = """
        select min(case state when 'UPLOADED' then uploaded_at else greatest(due_at, asked_at, approved_at, last_published_at) end)
        from batch where state = 'UPLOADED' or state = 'SENDING' and due_at <= :now""";
    private static final String OLDEST_IN_OUTBOX = """
        select added_at from outbox where published_at is null order by position limit 1""";

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile double outbox = Double.NaN;
    private volatile double spreadsheet = Double.NaN;

    /** What waits in a database, told to some meters. */
    public Waiting(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.clock = clock;
        Gauge.builder("postroom.staff.outbox.age", this, waiting -> waiting.outbox).baseUnit("seconds")
                .description("How long what staff sent, cancelled, stopped or released has waited to be published")
                .register(meters);
        Gauge.builder("postroom.staff.spreadsheet.age", this, waiting -> waiting.spreadsheet).baseUnit("seconds")
                .description("For how long a spreadsheet that is due to be checked or sent has not moved")
                .register(meters);
    }

    /** Looks once. */
    public void look() {
        Instant now = clock.instant();
        try {
            outbox = age(jdbc.sql(OLDEST_IN_OUTBOX).query(Timestamp.class).optional().orElse(null), now);
            spreadsheet = age(jdbc.sql(OLDEST_SPREADSHEET).param("now", Timestamp.from(now)).query(Timestamp.class)
                    .optional().orElse(null), now);
        } catch (RuntimeException e) {
            outbox = Double.NaN;
            spreadsheet = Double.NaN;
            throw e;
        }
    }

    private static double age(@Nullable Timestamp since, Instant now) {
        return since == null ? 0 : Math.max(0, Duration.between(since.toInstant(), now).toMillis() / 1_000.0);
    }
}
