package io.postroom.staffweb.limits;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses requests of one kind from whoever makes too many, with 429 and when to come back. */
public final class RateLimitFilter extends OncePerRequestFilter {
    private static final int TOO_MANY = 429;
    private static final String COME_BACK_SECONDS = "60";

    private final RequestMatcher limited;
    private final RateLimit limit;
    private final Function<HttpServletRequest, String> who;

    /** For requests that match; {@code name} is another one for each filter, {@code who} says whose requests are. */
    public RateLimitFilter(String name, RequestMatcher limited, RateLimit limit,
            Function<HttpServletRequest, String> who) {
        // By its name a filter knows whether it has seen a request: without one they would take each other's for seen.
        setBeanName(RateLimitFilter.class.getName() + " " + name);
        this.limited = limited;
        this.limit = limit;
        this.who = who;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (limited.matches(request) && !limit.allows(who.apply(request))) {
            response.setHeader("Retry-After", COME_BACK_SECONDS);
            response.sendError(TOO_MANY);
            return;
        }
        chain.doFilter(request, response);
    }
}
