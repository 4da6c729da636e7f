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
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the page of a spreadsheet says of one that was handed over, and for how long it can be stopped. */
@ExtendWith(RunningStaffWeb.class)
class BatchProgressTest {
    private static final String SENDER = "student-finance:sender";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Platform platform;
    private final Sheets sheets;

    BatchProgressTest(Platform platform) {
        this.platform = platform;
        this.sheets = new Sheets(platform);
    }

    @Test
    void what_waits_is_followed_and_can_be_stopped_however_long_ago_it_was_handed_over() throws Exception {
        // Given
        UUID id = sent(2);
        platform.database().jdbc().update("update batch set ended_at = now() - interval '3 hours' where id = ?", id);
        become(id, 0, "SENT");

        // When
        String waiting = page(id);
        become(id, 1, "DELIVERED");

        // Then
        assertThat(waiting).contains("Stop sending").contains("data-moving");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(page(id)).as("one with the provider for three hours")
                .doesNotContain("Stop sending").doesNotContain("data-moving").contains("Delivered"));
    }

    @Test
    void what_ingest_refused_had_not_gone_and_is_not_waited_for() throws Exception {
        // Given: one delivered, one refused by the provider, one by ingest with a message and one without
        UUID id = sent(4);
        become(id, 0, "DELIVERED");
        become(id, 1, "FAILED");
        platform.database().jdbc().update("""
            insert into notification_step (notification_id, state, occurred_at, attempt)
            select notification_id, 'SENDING', now(), 1 from batch_row where batch_id = ? and row = 1""", id);
        become(id, 2, "SUPPRESSED");
        platform.database().jdbc().update("""
            insert into decision (id, service, event_source, event_id, outcome, decided_at)
            values (?, 'student-finance', 'staff', ?, 'REFUSED', now())""", UUID.randomUUID(), id + "/3");

        // When
        String sent = page(id);
        platform.database().jdbc().update("update batch set state = 'STOPPED' where id = ?", id);

        // Then
        assertThat(sent).doesNotContain("Stop sending").containsPattern("Not delivered</dt><dd[^>]*>3<");
        assertThat(page(id)).contains("Stopped. 2 messages had already gone.");
    }

    private UUID sent(int rows) throws Exception {
        UUID id = sheets.upload(Sheets.csv(rows));
        platform.pages().perform(post("/batches/" + id + "/send").param("when", "now").with(someone(SENDER))
                .with(csrf()));
        await().atMost(PATIENCE).until(() -> sheets.state(id).equals("SENT"));
        return id;
    }

    /** As the read model would have it. */
    private void become(UUID batch, int row, String state) {
        platform.database().jdbc().update(
                """
                    insert into notification (id, service, channel, language, recipient_key, event_source, event_id, template_id,
                        template_hash, created_at, state, state_at)
                    select notification_id, 'student-finance', 'SMS', 'EN', recipient_key, 'staff', batch_id || '/' || row, 'another',
                        'hash', now(), ?, now() from batch_row where batch_id = ? and row = ?""",
                state, batch, row);
    }

    private String page(UUID id) throws Exception {
        return platform.pages().perform(get("/batches/" + id).with(someone(SENDER))).andReturn().getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
