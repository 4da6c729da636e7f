package io.postroom.staffweb;

import static io.postroom.staffweb.RunningStaffWeb.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.postroom.staffweb.RunningStaffWeb.Platform;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every page and action against every role, and against nobody. */
@ExtendWith(RunningStaffWeb.class)
class AccessMatrixTest {
    private static final String SERVICE = "student-finance";
    private static final List<String> ROLES = List.of("viewer", "sender", "approver", "administrator");
    private static final String DRAFT = "/send/" + UUID.randomUUID();

    private final Platform platform;

    AccessMatrixTest(Platform platform) {
        this.platform = platform;
    }

    /** An action, who may do it, and what it answers them. Without a draft its pages are not there. */
    private record Action(String method, String path, String parameters, Set<String> allowed, int answer) {
        MockHttpServletRequestBuilder build() {
            MockHttpServletRequestBuilder builder = request(HttpMethod.valueOf(method), path);
            Stream.of(parameters.split("&")).filter(pair -> !pair.isEmpty())
                    .forEach(pair -> builder.param(pair.split("=")[0], pair.split("=")[1]));
            return builder;
        }
    }

    private static final Set<String> ALL = Set.copyOf(ROLES);
    private static final Set<String> SHEETS = Set.of("sender", "approver");
    private static final String SHEET = "/batches/upload/" + SERVICE + "/evidence-receipt/sms/en";
    private static final String BATCH = "/batches/" + UUID.randomUUID();
    private static final Set<String> SENDERS = Set.of("sender");
    private static final Set<String> ADMINISTRATORS = Set.of("administrator");
    private static final Set<String> STOPPERS = Set.of("sender", "approver", "administrator");
    private static final Set<String> RELEASERS = Set.of("approver", "administrator");
    private static final String MESSAGE = "/notifications/" + UUID.randomUUID();
    private static final List<Action> ACTIONS = List.of(new Action("GET", "/", "", ALL, 200),
            new Action("GET", "/look-up", "", ALL, 200), new Action("POST", "/look-up", "known=X1", ALL, 302),
            new Action("GET", "/look-up/results", "", ALL, 302),
            new Action("GET", "/notifications/" + UUID.randomUUID(), "", ALL, 404),
            new Action("GET", "/send", "", SENDERS, 200),
            new Action("POST", "/send", "service=" + SERVICE + "&template=evidence-receipt&channel=sms", SENDERS, 302),
            new Action("GET", DRAFT + "/recipient", "", SENDERS, 404),
            new Action("POST", DRAFT + "/recipient", "answer=x", SENDERS, 404),
            new Action("POST", DRAFT + "/check", "", SENDERS, 404),
            new Action("GET", DRAFT + "/check", "", SENDERS, 404),
            new Action("GET", DRAFT + "/email", "", SENDERS, 404),
            new Action("GET", DRAFT + "/letter.pdf", "", SENDERS, 404),
            new Action("GET", DRAFT + "/letter/1.png", "", SENDERS, 404),
            new Action("GET", "/sent/" + UUID.randomUUID(), "channel=sms", SENDERS, 200),
            new Action("GET", "/batches", "", SHEETS, 200), new Action("GET", "/batches/new", "", SENDERS, 200),
            new Action("GET", SHEET, "", SENDERS, 200), new Action("POST", SHEET, "", SENDERS, 422),
            new Action("GET", SHEET + "/example.csv", "", SENDERS, 200),
            new Action("GET", BATCH, "", SHEETS, 404), new Action("GET", BATCH + "/live", "", SHEETS, 404),
            new Action("GET", BATCH + "/send", "", SHEETS, 404),
            new Action("GET", BATCH + "/approve", "", SHEETS, 404),
            new Action("GET", BATCH + "/letter.pdf", "", SHEETS, 404),
            new Action("GET", BATCH + "/letter/1.png", "", SHEETS, 404),
            new Action("GET", BATCH + "/results.csv", "", SHEETS, 404),
            new Action("GET", BATCH + "/rows-to-mend.csv", "", SHEETS, 404),
            new Action("POST", BATCH + "/send", "when=now", SENDERS, 404),
            new Action("POST", BATCH + "/approve", "", Set.of("approver"), 404),
            new Action("POST", BATCH + "/withdraw", "", SHEETS, 404),
            new Action("POST", BATCH + "/stop", "", SHEETS, 404),
            new Action("GET", MESSAGE + "/cancel", "", SENDERS, 404),
            new Action("POST", MESSAGE + "/cancel", "reason=x", SENDERS, 404),
            new Action("GET", MESSAGE + "/decide", "", SENDERS, 404),
            new Action("POST", MESSAGE + "/decide", "reason=x&outcome=arrived", SENDERS, 404),
            new Action("GET", MESSAGE + "/resend", "", SENDERS, 404),
            new Action("POST", MESSAGE + "/resend", "reason=x", SENDERS, 404),
            new Action("GET", "/addresses/no-such-key/release", "", ADMINISTRATORS, 404),
            new Action("POST", "/addresses/no-such-key/release", "reason=x", ADMINISTRATORS, 404),
            new Action("GET", "/brakes", "", ALL, 200),
            new Action("GET", "/brakes/pull", "service=" + SERVICE, STOPPERS, 200),
            new Action("POST", "/brakes/pull", "service=" + SERVICE + "&part=all&reason=x", STOPPERS, 200),
            new Action("GET", "/brakes/" + UUID.randomUUID() + "/release", "", RELEASERS, 404),
            new Action("POST", "/brakes/" + UUID.randomUUID() + "/release", "waiting=send&reason=x", RELEASERS, 404),
            new Action("GET", "/audit", "", ADMINISTRATORS, 200));

    static Stream<Arguments> matrix() {
        return ACTIONS.stream().flatMap(action -> ROLES.stream().map(role -> Arguments.of(action, role)));
    }

    static Stream<Action> actions() {
        return ACTIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void a_role_may_do_what_it_is_for_and_nothing_else(Action action, String role) throws Exception {
        // Given
        String some = SERVICE + ":" + role;

        // When
        var answer = platform.pages().perform(action.build().with(someone(some)).with(csrf()));

        // Then
        answer.andExpect(status().is(action.allowed().contains(role) ? action.answer() : 403));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void nobody_gets_in_without_signing_in_or_without_a_role(Action action) throws Exception {
        // When
        var unknown = platform.pages().perform(action.build().with(csrf()));
        var withoutRole = platform.pages().perform(action.build().with(someone()).with(csrf()));

        // Then
        unknown.andExpect(status().is3xxRedirection()).andExpect(redirectedUrl("/oauth2/authorization/postroom"));
        withoutRole.andExpect(status().isForbidden());
    }

    @ParameterizedTest
    @MethodSource("actions")
    void what_changes_something_needs_a_token_of_the_page(Action action) throws Exception {
        if (!action.method().equals("POST")) {
            return;
        }

        // When
        var forged = platform.pages().perform(action.build().with(someone("*:sender", "*:viewer")));

        // Then
        forged.andExpect(status().isForbidden());
    }

    @Test
    void no_page_is_missing_from_this_matrix() {
        // Given
        Set<String> open = Set.of("/signed-out", "/sign-in-failed");

        // When
        Set<String> mapped = new TreeSet<>();
        platform.context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods().forEach((mapping, handler) -> {
                    if (handler.getBeanType().getName().startsWith("io.postroom")) {
                        mapping.getPatternValues().stream().filter(pattern -> !open.contains(pattern))
                                .forEach(pattern -> mapping.getMethodsCondition().getMethods()
                                        .forEach(method -> mapped.add(method + " " + pattern)));
                    }
                });
        Set<String> covered = mapped.stream().filter(one -> ACTIONS.stream().anyMatch(
                action -> (action.method() + " " + action.path()).matches(one.replaceAll("\\{[^/]+}", "[^/]+"))))
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(covered).isEqualTo(mapped);
    }

    @ParameterizedTest
    @MethodSource("actions")
    void a_method_that_a_page_does_not_have_is_refused_to_every_role(Action action) throws Exception {
        // Given
        Set<String> had = ACTIONS.stream().filter(other -> other.path().equals(action.path())).map(Action::method)
                .collect(Collectors.toSet());
        List<String> missing = Stream.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")
                .filter(method -> !had.contains(method)).toList();

        for (String method : missing) {
            // When
            int status = platform.pages().perform(request(HttpMethod.valueOf(method), action.path())
                    .with(someone("*:viewer", "*:sender", "*:approver", "*:administrator")).with(csrf())).andReturn()
                    .getResponse().getStatus();

            // Then
            assertThat(status).as(method).isIn(400, 403, 404, 405);
        }
    }

    @Test
    void a_sender_of_another_service_finds_no_template_of_this_one() throws Exception {
        // When
        var others = platform.pages().perform(post("/send").param("service", SERVICE)
                .param("template", "evidence-receipt").param("channel", "sms")
                .with(someone("voter-registration:sender")).with(csrf()));
        String listed = platform.pages().perform(get("/send").with(someone("voter-registration:sender"))).andReturn()
                .getResponse().getContentAsString();

        // Then
        others.andExpect(status().isNotFound());
        assertThat(listed).contains("Voter registration").doesNotContain("Student finance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
    void methods_that_no_page_has_are_refused(String method) throws Exception {
        // When
        var answer = platform.pages().perform(request(HttpMethod.valueOf(method), "/look-up")
                .with(someone("*:administrator")).with(csrf()));

        // Then
        answer.andExpect(status().is4xxClientError());
    }

    @Test
    void every_answer_tells_browsers_to_run_nothing_that_is_not_ours() throws Exception {
        // When
        var answer = platform.pages().perform(get("/look-up").with(someone("*:viewer")));

        // Then
        answer.andExpect(header().string("Content-Security-Policy", org.hamcrest.Matchers.allOf(
                org.hamcrest.Matchers.containsString("default-src 'none'"),
                org.hamcrest.Matchers.containsString("script-src 'self';"),
                org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("unsafe")))))
                .andExpect(header().string("Cache-Control", org.hamcrest.Matchers.containsString("no-store")))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Referrer-Policy", "no-referrer"));
    }

    @Test
    void signing_out_ends_the_session() throws Exception {
        // When
        var answer = platform.pages().perform(post("/sign-out").with(csrf()));

        // Then
        answer.andExpect(status().is3xxRedirection()).andExpect(redirectedUrlPattern("/**"));
    }

    @Test
    void the_session_cookie_is_for_https_and_not_for_scripts() throws Exception {
        // When
        HttpResponse<String> answer = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + platform.port() + "/look-up")).build(),
                HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Set-Cookie")).hasValueSatisfying(cookie -> assertThat(cookie)
                .startsWith("postroom-staff=").contains("Secure").contains("HttpOnly").contains("SameSite=Lax"));
    }
}
