package io.postroom.staffweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.postroom.staffweb.RunningStaffWeb.Platform;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/** Signing in with an issuer, and being signed out by it. */
@ExtendWith(RunningStaffWeb.class)
class SignInTest {
    private static final String BACK_CHANNEL = "/logout/connect/back-channel/postroom";

    /** So many that whoever makes them meets the limit, however slowly. */
    private static final int MANY = 10_000;

    private final Platform platform;
    private final String subject = UUID.randomUUID().toString();

    SignInTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void an_issuer_that_says_somebody_has_left_ends_that_session_and_no_other() throws Exception {
        // Given
        MockHttpSession left = signIn("session-1 " + subject);
        MockHttpSession stays = signIn("session-2 " + subject);
        assertThat(status(left)).isEqualTo(200);

        // When
        int told = tell(platform.issuer().logoutToken(subject, "session-1 " + subject));

        // Then
        assertThat(told).isEqualTo(200);
        assertThat(status(left)).as("has to sign in again").isEqualTo(302);
        assertThat(left.isInvalid()).isTrue();
        assertThat(status(stays)).isEqualTo(200);
    }

    @Test
    void somebody_who_has_left_everywhere_has_left_here_and_may_come_back() throws Exception {
        // Given
        MockHttpSession one = signIn("session-1 " + subject);
        MockHttpSession other = signIn("session-2 " + subject);

        // When
        int told = tell(platform.issuer().logoutToken(subject, null));

        // Then
        assertThat(told).isEqualTo(200);
        assertThat(status(one)).isEqualTo(302);
        assertThat(status(other)).isEqualTo(302);
        assertThat(status(signIn("session-3 " + subject))).isEqualTo(200);
    }

    @Test
    void nobody_but_the_issuer_signs_people_out() throws Exception {
        // Given
        MockHttpSession session = signIn("session-1 " + subject);

        // When
        int forged = tell(platform.issuer().forgedLogoutToken(subject, null));
        int nonsense = tell("x.y.z");

        // Then
        assertThat(forged).isEqualTo(400);
        assertThat(nonsense).isEqualTo(400);
        assertThat(status(session)).isEqualTo(200);
    }

    @Test
    void an_address_that_signs_in_too_often_waits_and_others_do_not() throws Exception {
        // Given
        MockHttpServletRequestBuilder begin = get("/oauth2/authorization/postroom");
        MockHttpServletResponse last = new MockHttpServletResponse();

        // When
        for (int i = 0; i <= MANY && last.getStatus() != 429; i++) {
            last = platform.pages().perform(begin.with(from("203.0.113.9"))).andReturn().getResponse();
        }
        int other = platform.pages().perform(begin.with(from("203.0.113.10"))).andReturn().getResponse().getStatus();

        // Then
        assertThat(last.getStatus()).isEqualTo(429);
        assertThat(last.getHeader("Retry-After")).isEqualTo("60");
        assertThat(other).isEqualTo(302);
    }

    @Test
    void an_issuer_that_ends_more_sessions_at_once_than_anybody_may_begin_is_heard_to_the_last() throws Exception {
        // Given
        MockHttpSession last = signIn("session-last " + subject);
        for (int i = 0; i < 150; i++) {
            assertThat(tell("x.y." + i)).isEqualTo(400);
        }

        // When
        int told = tell(platform.issuer().logoutToken(subject, "session-last " + subject));

        // Then
        assertThat(told).isEqualTo(200);
        assertThat(status(last)).isEqualTo(302);
    }

    private static org.springframework.test.web.servlet.request.RequestPostProcessor from(String address) {
        return request -> {
            request.setRemoteAddr(address);
            return request;
        };
    }

    private MockHttpSession signIn(String sessionAtIssuer) throws Exception {
        MockHttpSession session = new MockHttpSession();
        String issuer = platform.pages().perform(get("/oauth2/authorization/postroom").session(session)).andReturn()
                .getResponse().getRedirectedUrl();
        var asked = UriComponentsBuilder.fromUriString(String.valueOf(issuer)).build(true).getQueryParams();
        String code = platform.issuer().grant(subject, sessionAtIssuer, asked.getFirst("nonce"), "*:viewer");
        String state = java.net.URLDecoder.decode(String.valueOf(asked.getFirst("state")),
                java.nio.charset.StandardCharsets.UTF_8);
        MockHttpServletResponse back = platform.pages().perform(get("/login/oauth2/code/postroom")
                .param("code", code).param("state", state).session(session)).andReturn().getResponse();
        assertThat(back.getRedirectedUrl()).doesNotContain("sign-in-failed");
        return session;
    }

    private int status(MockHttpSession session) throws Exception {
        return platform.pages().perform(get("/look-up").session(session)).andReturn().getResponse().getStatus();
    }

    private int tell(String token) throws Exception {
        return platform.pages().perform(post(BACK_CHANNEL).param("logout_token", token)).andReturn().getResponse()
                .getStatus();
    }
}
