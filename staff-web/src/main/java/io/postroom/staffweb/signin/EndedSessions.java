package io.postroom.staffweb.signin;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.client.oidc.authentication.logout.OidcLogoutToken;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionInformation;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionRegistry;

/**
 * Sessions that the issuer ended. It tells any one instance, and the session may be another's: so the end is written into the
 * database, and each instance looks there before it answers. Safe for use by any thread.
 */
public final class EndedSessions implements OidcSessionRegistry {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration longest;

    /** In a database; ends are kept for as long as a session may last. */
    public EndedSessions(JdbcClient jdbc, Clock clock, Duration longest) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.longest = longest;
    }

    @Override
    public void saveSessionInformation(OidcSessionInformation session) {
        // A session needs no entry to be found: it carries its token.
    }

    /** Null where there is no entry, as in Spring's own registry, whatever its interface is annotated with. */
    @Override
    @SuppressWarnings("NullAway")
    public OidcSessionInformation removeSessionInformation(String clientSessionId) {
        return null;
    }

    /** Ends what the token names: one session, or without one all that the person has begun. */
    @Override
    public Iterable<OidcSessionInformation> removeSessionInformation(OidcLogoutToken token) {
        Instant now = clock.instant();
        jdbc.sql("delete from ended_session where ended_at < ?").param(Timestamp.from(now.minus(longest))).update();
        String session = token.getSessionId();
        jdbc.sql("insert into ended_session (session, subject, ended_at) values (?, ?, ?)").param(session)
                .param(token.getSubject()).param(Timestamp.from(now)).update();
        return List.of();
    }

    /** Whether a session was ended. */
    boolean isEnded(@Nullable String session, @Nullable String subject, Instant begun) {
        return jdbc.sql("""
            select exists (select 1 from ended_session where session = :session)
                or exists (select 1 from ended_session where session is null and subject = :subject
                    and ended_at >= :begun)""").param("session", session, java.sql.Types.VARCHAR)
                .param("subject", subject, java.sql.Types.VARCHAR).param("begun", Timestamp.from(begun))
                .query(Boolean.class).single();
    }
}
