package io.postroom.staffweb.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Instant;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs out whoever the issuer has signed out. Stands behind the filter that knows who is asking. */
public final class EndedByIssuer extends OncePerRequestFilter {
    private final EndedSessions ended;

    /** A filter that looks into what was ended. */
    public EndedByIssuer(EndedSessions ended) {
        this.ended = ended;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        Authentication known = session == null ? null : SecurityContextHolder.getContext().getAuthentication();
        if (session != null && known != null && known.getPrincipal() instanceof OidcUser user && ended.isEnded(
                user.getClaimAsString("sid"), user.getSubject(), Instant.ofEpochMilli(session.getCreationTime()))) {
            session.invalidate();
            SecurityContextHolder.clearContext();
        }
        chain.doFilter(request, response);
    }
}
