package io.postroom.staffweb.batch;

import static io.postroom.staffweb.RunningStaffWeb.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.postroom.staffweb.RunningStaffWeb;
import io.postroom.staffweb.RunningStaffWeb.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who got the template today is of the moment at which a sheet is sent, not of that at which it was checked. */
@ExtendWith(RunningStaffWeb.class)
class SentTodayTest {
    private static final String SENDER = "student-finance:sender";
    private static final String NOBODY = "today</dt><dd[^>]*>0<|about to be</dt><dd[^>]*>0<";

    private final Platform platform;
    private final Sheets sheets;

    SentTodayTest(Platform platform) {
        this.platform = platform;
        this.sheets = new Sheets(platform);
    }

    @Test
    void of_two_sheets_that_were_checked_side_by_side_the_second_is_told_of_the_first() throws Exception {
        // Given: others send to people whose numbers end below 900
        String people = sheet(900);
        UUID first = sheets.upload(people);
        UUID second = sheets.upload(people);
        assertThat(page(first)).containsPattern(NOBODY);
        assertThat(page(second)).containsPattern(NOBODY);

        // When
        send(first, Map.of());
        String refused = send(second, Map.of());
        String nothing = send(second, Map.of("today", "yes"));

        // Then
        assertThat(refused).contains("there are 2 people who were sent this template today or are about to be")
                .contains("Leave out the 2 people");
        assertThat(nothing).contains("Nothing is left to be sent");
        assertThat(sheets.state(second)).isEqualTo("CHECKED");

        // When: whoever knows it may send it all the same
        send(second, Map.of("seen-today", "2"));

        // Then
        await().atMost(Duration.ofSeconds(60)).until(() -> sheets.state(second).equals("SENT"));
    }

    @Test
    void a_sheet_that_waits_for_approval_and_a_message_of_a_rule_count() throws Exception {
        // Given
        String people = sheet(910);
        UUID waits = sheets.upload(people);
        UUID sheet = sheets.upload(people + "\n07700 900912,Cai,R-912,3 May,passport");
        platform.database().jdbc().update("update batch set state = 'TO_APPROVE' where id = ?", waits);
        platform.database().jdbc().update(
                """
                    insert into notification (id, service, channel, language, recipient_key, event_source, event_id, template_id,
                        template_hash, created_at, state, state_at)
                    select ?, 'student-finance', 'SMS', 'EN', recipient_key, 'source', 'event', 'evidence-receipt', 'hash', now(),
                        'CREATED', now() from batch_row where batch_id = ? and row = 2""",
                UUID.randomUUID(), sheet);

        // When / Then
        assertThat(send(sheet, Map.of())).contains("there are 3 people");
    }

    @Test
    void who_got_it_on_the_day_of_the_check_is_not_left_out_the_day_after() throws Exception {
        // Given: as a check of yesterday left it
        UUID id = sheets.upload(sheet(920));
        platform.database().jdbc().update("update batch_row set sent_today = true where batch_id = ?", id);
        platform.database().jdbc().update("update batch set sent_today = 2 where id = ?", id);
        assertThat(page(id)).contains("Leave out the 2 people");

        // When
        String told = send(id, Map.of("today", "yes"));
        send(id, Map.of("today", "yes"));

        // Then
        assertThat(told).contains("nobody is counted any more who was sent this template today")
                .doesNotContain("Leave out the 2 people");
        assertThat(platform.database().jdbc().queryForObject("select to_send from batch where id = ?", Integer.class,
                id)).isEqualTo(2);
    }

    /** Two people. */
    private static String sheet(int number) {
        return "phone number,name,reference,check by,documents\n07700 900%1$d,Ann,R-%1$d,3 May,passport\n07700 900%2$d,Bob,R-%2$d,3 May,passport"
                .formatted(number, number + 1);
    }

    private String send(UUID id, Map<String, String> typed) throws Exception {
        var request = post("/batches/" + id + "/send").param("when", "now").with(someone(SENDER)).with(csrf());
        typed.forEach(request::param);
        return platform.pages().perform(request).andReturn().getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private String page(UUID id) throws Exception {
        return platform.pages().perform(get("/batches/" + id).with(someone(SENDER))).andReturn().getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
