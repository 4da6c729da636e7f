package io.postroom.staffweb.batch;

import static io.postroom.staffweb.RunningStaffWeb.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.oidcLogin;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.postroom.schemas.Names;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.staffweb.RunningStaffWeb;
import io.postroom.staffweb.RunningStaffWeb.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** A template that is changed after a sheet was checked: before it is sent, before it is approved, and after both. */
@ExtendWith(RunningStaffWeb.class)
class ChangedWordingTest {
    private static final String SENDER = "student-finance:sender";

    private final Platform platform;
    private final Sheets sheets;

    ChangedWordingTest(Platform platform) {
        this.platform = platform;
        this.sheets = new Sheets(platform);
    }

    @Test
    void it_is_neither_sent_nor_approved() throws Exception {
        // Given
        UUID id = sheets.upload(Sheets.csv(1));
        change(id);

        // When
        String shown = answer(get("/batches/" + id));
        String refused = answer(post("/batches/" + id + "/send").param("when", "now"));
        String state = sheets.state(id);
        platform.database().jdbc().update("update batch set state = 'TO_APPROVE', asked_by = 'staff-7' where id = ?",
                id);
        String notApproved = platform.pages().perform(post("/batches/" + id + "/approve").with(csrf())
                .with(oidcLogin().idToken(token -> token.subject("staff-8").claim("postroom",
                        List.of("student-finance:approver")))))
                .andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);

        // Then
        assertThat(List.of(shown, refused, notApproved)).allSatisfy(page -> assertThat(page)
                .contains("The template was changed after this file was checked: upload the file again"));
        assertThat(state).isEqualTo("CHECKED");
        assertThat(sheets.state(id)).isEqualTo("TO_APPROVE");
    }

    @Test
    void what_waits_for_its_time_is_stopped_when_that_comes_and_the_page_says_what_to_do() throws Exception {
        // Given
        UUID id = sheets.upload(Sheets.csv(2));
        LocalDate day = LocalDate.now(java.time.ZoneId.of("Europe/London")).plusDays(2);
        answer(post("/batches/" + id + "/send").param("when", "later").param("day", "" + day.getDayOfMonth())
                .param("month", "" + day.getMonthValue()).param("year", "" + day.getYear()).param("time", "2:30pm"));
        assertThat(sheets.state(id)).isEqualTo("SENDING");
        change(id);

        // When
        platform.database().jdbc().update("update batch set due_at = now() - interval '1 second' where id = ?", id);
        await().atMost(Duration.ofSeconds(60)).until(() -> sheets.state(id).equals("STOPPED"));

        // Then
        assertThat(answer(get("/batches/" + id))).contains("because the template was changed")
                .contains("Nothing of it was sent: upload the file again");
        assertThat(answer(get("/batches/" + id + "?language=cy"))).contains("lanlwythwch y ffeil eto");
        answer(get("/batches/" + id + "?language=en"));
        assertThat(answer(get("/batches/" + id + "/results.csv")).lines().skip(1)).hasSize(2)
                .allMatch(line -> line.contains(",Not sent,"));
        assertThat(SentRecords.read(platform, Names.Topics.DEFAULT.send(), 0))
                .noneMatch(request -> request instanceof SendRequest send && send.getSendId().equals(id));
    }

    /** To the database it is the same whether the template or what is known of the check is another one. */
    private void change(UUID id) {
        platform.database().jdbc().update("update batch set template_hash = 'another' where id = ?", id);
    }

    private String answer(MockHttpServletRequestBuilder request) throws Exception {
        return platform.pages().perform(request.with(someone(SENDER)).with(csrf())).andReturn().getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
