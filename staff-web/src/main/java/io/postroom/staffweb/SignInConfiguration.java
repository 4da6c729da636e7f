package io.postroom.staffweb;

import io.postroom.staffweb.batch.UploadGate;
import io.postroom.staffweb.config.StaffSettings;
import io.postroom.staffweb.limits.RateLimit;
import io.postroom.staffweb.limits.RateLimitFilter;
import io.postroom.staffweb.signin.EndedByIssuer;
import io.postroom.staffweb.signin.EndedSessions;
import io.postroom.staffweb.signin.LazyIssuer;
import io.postroom.staffweb.signin.SessionEnd;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/** Who gets in, and what every answer tells browsers to allow. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SignInConfiguration {
    /** Ten megabytes over a line of one megabit a second take 80 seconds. */
    private static final Duration UPLOAD_PATIENCE = Duration.ofMinutes(2);
    /** Of one person. */
    private static final int UPLOADS_PER_MINUTE = 60;
    /** An issuer that signs a whole office out tells of each of them, and none of these may be lost. */
    private static final int SIGN_OUTS_PER_MINUTE = 6_000;
    private static final String SIGN_IN = "/oauth2/authorization/" + LazyIssuer.REGISTRATION;
    private static final String[] OPEN = {"/actuator/health/**", "/actuator/prometheus", "/webjars/**", "/own/**",
            "/signed-out", "/sign-in-failed", "/error", "/favicon.ico"};

    @Bean
    ClientRegistrationRepository clientRegistrationRepository(StaffSettings settings) {
        return LazyIssuer.repository(settings.signIn());
    }

    @Bean
    EndedSessions endedSessions(JdbcClient jdbc, Clock clock, StaffSettings settings) {
        return new EndedSessions(jdbc, clock, settings.session().longest());
    }

    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, StaffSettings settings, Clock clock,
            ClientRegistrationRepository registrations, EndedSessions ended) throws Exception {
        OidcClientInitiatedLogoutSuccessHandler signOut = new OidcClientInitiatedLogoutSuccessHandler(registrations);
        signOut.setPostLogoutRedirectUri("{baseUrl}/signed-out");
        UploadGate uploads = new UploadGate(SignInConfiguration::isSignedIn, System::nanoTime, UPLOAD_PATIENCE);
        return http
                .authorizeHttpRequests(requests -> requests.requestMatchers(OPEN).permitAll()
                        // What no page uses is nobody's to try.
                        .requestMatchers(HttpMethod.GET, "/**").authenticated()
                        .requestMatchers(HttpMethod.HEAD, "/**").authenticated()
                        .requestMatchers(HttpMethod.POST, "/**").authenticated().anyRequest().denyAll())
                .oauth2Login(login -> login.loginPage(SIGN_IN).failureUrl("/sign-in-failed")
                        .oidcSessionRegistry(ended))
                // The issuer's notice of a sign-out elsewhere, at /logout/connect/back-channel/postroom.
                .oidcLogout(logout -> logout.oidcSessionRegistry(ended).backChannel(Customizer.withDefaults()))
                .logout(logout -> logout
                        .logoutRequestMatcher(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST,
                                "/sign-out"))
                        .logoutSuccessHandler(signOut))
                .headers(headers -> headers
                        .contentSecurityPolicy(policy -> policy.policyDirectives(policy(settings.signIn().issuer())))
                        .frameOptions(frames -> frames.sameOrigin())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .addFilterBefore(new SessionEnd(clock, settings.session().longest()),
                        SecurityContextHolderFilter.class)
                .addFilterBefore(signInLimit(clock, settings.signIn().attemptsPerMinute()),
                        SecurityContextHolderFilter.class)
                .addFilterBefore(signOutLimit(clock), SecurityContextHolderFilter.class)
                .addFilterAfter(new EndedByIssuer(ended), SecurityContextHolderFilter.class)
                .addFilterAfter(uploadLimit(clock), SecurityContextHolderFilter.class)
                .addFilterBefore(uploads, CsrfFilter.class).build();
    }

    private static boolean isSignedIn() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        return who != null && who.isAuthenticated() && !(who instanceof AnonymousAuthenticationToken);
    }

    /** Each of these is ten megabytes in the database until it is checked. */
    private static RateLimitFilter uploadLimit(Clock clock) {
        return new RateLimitFilter("uploads",
                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/batches/upload/**"),
                new RateLimit(clock, UPLOADS_PER_MINUTE, Duration.ofMinutes(1)), request -> {
                    Authentication who = SecurityContextHolder.getContext().getAuthentication();
                    return who == null ? request.getRemoteAddr() : who.getName();
                });
    }

    /** Each of these asks the issuer, or checks what it signed. */
    private static RateLimitFilter signInLimit(Clock clock, int perMinute) {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        return new RateLimitFilter("sign-in", new OrRequestMatcher(paths.matcher("/oauth2/authorization/**"),
                paths.matcher("/login/oauth2/code/**")),
                new RateLimit(clock, perMinute, Duration.ofMinutes(1)), HttpServletRequest::getRemoteAddr);
    }

    /** Each of these checks a signature. */
    private static RateLimitFilter signOutLimit(Clock clock) {
        return new RateLimitFilter("sign-out", PathPatternRequestMatcher.withDefaults().matcher("/logout/connect/**"),
                new RateLimit(clock, SIGN_OUTS_PER_MINUTE, Duration.ofMinutes(1)), HttpServletRequest::getRemoteAddr);
    }

    /** Signing out ends with a redirect to the issuer, which browsers count as part of the form. */
    private static String policy(URI issuer) {
        String origin = issuer.getScheme() + "://" + issuer.getRawAuthority();
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; "
                + "connect-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'; form-action 'self' "
                + origin;
    }
}
