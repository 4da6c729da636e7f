package io.postroom.staffweb.audit;

import io.postroom.staffweb.access.Staff;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who did and saw what. Entries are added in the transaction of what they are about, and never changed: the database
 * refuses that. They name notifications and templates, never people or what was looked for.
 */
public final class AuditTrail {
    private final JdbcClient jdbc;
    private final Clock clock;

    /** An audit in a database. */
    public AuditTrail(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What can be entered. */
    public enum Entry {
        LOOKED_UP_A_CASE_OR_PERSON, SAW_A_NOTIFICATION, SENT_A_MESSAGE, UPLOADED_A_SPREADSHEET, SENT_A_SPREADSHEET, APPROVED_A_SPREADSHEET, WITHDREW_A_SPREADSHEET, STOPPED_A_SPREADSHEET, DOWNLOADED_ROWS_TO_MEND, DOWNLOADED_RESULTS, CANCELLED_A_MESSAGE, DECIDED_THAT_IT_ARRIVED, DECIDED_THAT_IT_DID_NOT_ARRIVE, SENT_IT_AGAIN, RELEASED_AN_ADDRESS, PULLED_A_BRAKE, RELEASED_A_BRAKE, CANCELLED_WHAT_A_BRAKE_HELD
    }

    /**
     * One line.
     *
     * @param at when
     * @param who the issuer's name of the person
     * @param act what
     * @param service in which service, or null for all that the person may see
     * @param about the id or name of what it is about, or null
     */
    public record Line(Instant at, String who, String act, @Nullable String service, @Nullable String about) {}

    /** Adds an entry about all of some services. */
    public void add(Staff who, Entry what, Collection<String> services) {
        jdbc.sql("insert into audit (at, who, act, services) values (?, ?, ?, ?)")
                .param(Timestamp.from(clock.instant())).param(who.id()).param(what.name())
                .param(services.toArray(String[]::new)).update();
    }

    /** Adds an entry. */
    public void add(Staff who, Entry what, @Nullable String service, @Nullable String about) {
        jdbc.sql("insert into audit (at, who, act, service, about) values (?, ?, ?, ?, ?)")
                .param(Timestamp.from(clock.instant())).param(who.id()).param(what.name()).param(service).param(about)
                .update();
    }

    /**
     * The latest entries about some services; the latest first. A released address is every service's, since each may write to it
     * again.
     *
     * @param all whether these are all there are: then those too of which it is not known what they were about
     */
    public List<Line> latest(Collection<String> services, boolean all, int lines) {
        return jdbc.sql("""
            select at, who, act, service, about from audit where service = any(:some) or services && :some::text[]
                or service is null and (:all or act = 'RELEASED_AN_ADDRESS')
            order by at desc, position desc limit :lines""").param("some", services.toArray(String[]::new))
                .param("all", all).param("lines", lines)
                .query((row, number) -> new Line(row.getTimestamp("at").toInstant(), row.getString("who"),
                        row.getString("act"), row.getString("service"), row.getString("about")))
                .list();
    }
}
