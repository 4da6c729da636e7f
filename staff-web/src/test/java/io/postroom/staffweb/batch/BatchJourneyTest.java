package io.postroom.staffweb.batch;

import static io.postroom.staffweb.RunningStaffWeb.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.oidcLogin;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.postroom.schemas.Names;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.staffweb.RunningStaffWeb;
import io.postroom.staffweb.RunningStaffWeb.Platform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.mock.web.MockHttpServletResponse;

/** A spreadsheet from its upload to its results, on a real database and a real broker. */
@ExtendWith(RunningStaffWeb.class)
class BatchJourneyTest {
    private static final String SENDER = "student-finance:sender";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MIXED = """
        phone number,name,reference,check by,documents,case reference
        07700 900001,Ann,R-1,3 May,passport,C-1
        07700 9,Bob,R-2,3 May,passport,C-2
        07700 900003,Cai,,3 May,passport,C-3
        07700 900001,Ann,R-1,3 May,passport,C-1
        +44 7700 900005,Eve,R-5,3 May,,C-5
        """;

    private final Platform platform;
    private final Sheets sheets;

    BatchJourneyTest(Platform platform) {
        this.platform = platform;
        this.sheets = new Sheets(platform);
    }

    @Test
    void what_is_wrong_is_said_by_row_and_column_and_the_rest_is_sent_once_each() throws Exception {
        // Given
        UUID id = sheets.upload(MIXED);
        String checked = page(id, "");

        // Then
        assertThat(checked).contains("Rows with a problem").contains("Mobile number is too short")
                .contains("Missing").contains("reference").contains("documents")
                .contains("Row 5 says the same to the same person as row 2")
                .contains("we have received your passport");
        assertThat(page(id, "?language=cy")).contains("Rhesi â phroblem").contains("Ar goll");
        page(id, "?language=en");

        // When: the bad rows are not mentioned
        String refused = act(id, "send", Map.of("when", "now")).getContentAsString();

        // Then
        assertThat(refused).contains("There is a problem").contains("Fix the 3 rows with a problem");
        assertThat(sheets.state(id)).isEqualTo("CHECKED");

        // When
        String toMend = download(id, "rows-to-mend.csv");
        act(id, "send", Map.of("when", "now", "bad", "yes", "repeated", "yes"));
        await().atMost(PATIENCE).until(() -> sheets.state(id).equals("SENT"));

        // Then
        assertThat(toMend.lines().skip(1).toList()).containsExactly(
                "07700 9,Bob,R-2,3 May,passport,C-2,3,phone number: Mobile number is too short",
                "07700 900003,Cai,,3 May,passport,C-3,4,reference: Missing",
                "44 7700 900005,Eve,R-5,3 May,,C-5,6,documents: Missing");
        List<SendRequest> sent = requests(id, 1);
        assertThat(sent).singleElement().satisfies(request -> {
            assertThat(request.getBatchRow()).isZero();
            assertThat(request.getPriority()).isEqualTo(Priority.BULK);
            assertThat(request.getCaseReference()).isEqualTo("C-1");
            assertThat(request.getTemplateHashes()).containsKey("sms.en");
        });
        assertThat(download(id, "results.csv").lines().skip(1).toList()).hasSize(5)
                .anyMatch(line -> line.startsWith("2,07700 900001,C-1,Handed over"))
                .anyMatch(line -> line.startsWith("5,07700 900001,C-1,Left out,Says the same"))
                .anyMatch(line -> line.startsWith("3,,,Left out,phone number: Mobile number is too short"));
    }

    @Test
    void a_case_reference_that_is_too_long_is_a_problem_of_its_row() throws Exception {
        // Given
        String longest = "C".repeat(100);

        // When
        UUID id = sheets
                .upload("phone number,name,reference,check by,documents,Case_Reference\n07700 900001,Ann,R,3 May,x,"
                        + longest + "\n07700 900002,Bob,R,3 May,x," + longest + "C\n");

        // Then
        assertThat(page(id, "")).contains("shorten the case reference in 1 row")
                .containsPattern("3</th><td[^>]*>Case_Reference</td>").contains("it can have at most 100 characters");
        assertThat(page(id, "?language=cy")).contains("byrhau’r cyfeirnod achos mewn 1 rhes")
                .contains("ni chaiff fod yn fwy na 100 nod");
        page(id, "?language=en");
        assertThat(platform.database().jdbc().queryForObject("select good from batch where id = ?", Integer.class, id))
                .isEqualTo(1);
        assertThat(download(id, "results.csv")).contains("," + longest + ",Not sent");
    }

    @Test
    void above_the_limit_a_second_person_approves_what_was_checked_and_nobody_their_own() throws Exception {
        // Given
        UUID id = sheets.upload("people.csv", Sheets.csv(1_001).getBytes(StandardCharsets.UTF_8));
        act(id, "send", Map.of("when", "now"));
        assertThat(sheets.state(id)).isEqualTo("TO_APPROVE");

        // When
        int own = platform.pages().perform(post("/batches/" + id + "/approve")
                .with(someone("student-finance:approver", SENDER)).with(csrf())).andReturn().getResponse().getStatus();
        int others = platform.pages().perform(post("/batches/" + id + "/approve")
                .with(another("voter-registration:approver")).with(csrf())).andReturn().getResponse().getStatus();
        String waiting = sheets.state(id);
        String shown = platform.pages().perform(get("/batches/" + id).with(another("student-finance:approver")))
                .andReturn().getResponse().getContentAsString();
        platform.pages().perform(post("/batches/" + id + "/approve").with(another("student-finance:approver"))
                .with(csrf()));
        await().atMost(PATIENCE).until(() -> sheets.state(id).equals("SENT"));

        // Then
        assertThat(page(id, "")).contains("Approved by").contains("Second Person").doesNotContain("staff-8");
        assertThat(own).isEqualTo(403);
        assertThat(others).isEqualTo(404);
        assertThat(waiting).isEqualTo("TO_APPROVE");
        assertThat(shown).contains("Approve and send").contains("1,001").contains(platform.database().jdbc()
                .queryForObject("select template_hash from batch where id = ?", String.class, id));
        assertThat(requests(id, 1_001)).extracting(SendRequest::getBatchRow).doesNotHaveDuplicates().hasSize(1_001);
        assertThat(platform.database().jdbc().queryForList("select act from audit where about like ? order by position",
                String.class, "%" + id)).containsExactly("UPLOADED_A_SPREADSHEET", "SENT_A_SPREADSHEET",
                        "APPROVED_A_SPREADSHEET");
    }

    @Test
    void what_waits_for_its_time_is_stopped_without_a_message_and_what_has_gone_is_taken_back() throws Exception {
        // Given
        UUID later = sheets.upload(Sheets.csv(3));
        UUID now = sheets.upload(Sheets.csv(4));
        act(later, "send", Map.of("when", "later", "day", "1", "month", "1", "year", "2020", "time", "10:00"));
        assertThat(sheets.state(later)).as("a time that has passed").isEqualTo("CHECKED");
        var in20Days = java.time.LocalDate.now(java.time.ZoneId.of("Europe/London")).plusDays(20);
        act(later, "send", Map.of("when", "later", "day", "" + in20Days.getDayOfMonth(), "month",
                "" + in20Days.getMonthValue(), "year", "" + in20Days.getYear(), "time", "10.30am"));
        act(now, "send", Map.of("when", "now"));
        await().atMost(PATIENCE).until(() -> sheets.state(now).equals("SENT"));
        assertThat(page(later, "")).contains("To be sent on").contains("10:30:00");

        // When
        act(later, "stop", Map.of());
        act(now, "stop", Map.of());
        await().atMost(PATIENCE).until(() -> sheets.state(later).equals("STOPPED")
                && sheets.state(now).equals("STOPPED") && platform.database().jdbc().queryForObject(
                        "select count(*) from batch where stop_command is not null", Integer.class) == 0);

        // Then
        assertThat(page(later, "")).contains("No message had gone to the provider yet");
        assertThat(requests(later, 0)).isEmpty();
        // Others use the topic too.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(read(Names.Topics.DEFAULT.control(),
                ControlCommand.class, 1)).filteredOn(
                        command -> command.getTarget() instanceof ScopeTarget target
                                && now.equals(target.getBatchId()))
                .extracting(ControlCommand::getAction).containsExactly(ControlAction.CANCEL));
    }

    @Test
    void of_letters_the_first_is_shown_as_it_will_be_printed() throws Exception {
        // Given
        UUID id = sheets.upload("/batches/upload/student-finance/evidence-receipt/letter/en", "letters.csv", """
            address line 1,address line 2,postcode,name,reference,check by,documents
            Ann Person,1 Long Street,LS1 4AP,Ann,R-1,3 May,passport
            Bob Person,2 Long Street,LS1 4AP,Bob,R-2,3 May,passport
            """.getBytes(StandardCharsets.UTF_8));
        UUID texts = sheets.upload(Sheets.csv(1));

        // When
        String shown = page(id, "");
        byte[] pdf = bytes(id, "letter.pdf");
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes(id, "letter/1.png")));

        // Then
        assertThat(shown).contains("/batches/" + id + "/letter.pdf").contains("/batches/" + id + "/letter/1.png");
        try (PDDocument letter = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(letter)).contains("Ann Person").doesNotContain("Bob Person");
        }
        assertThat(picture.getWidth()).as("A4 at 96 dots an inch").isBetween(792, 795);
        for (String none : List.of(id + "/letter/0.png", id + "/letter/9.png", texts + "/letter.pdf")) {
            assertThat(platform.pages().perform(get("/batches/" + none).with(someone(SENDER))).andReturn()
                    .getResponse().getStatus()).as(none).isEqualTo(404);
        }
    }

    private byte[] bytes(UUID id, String what) throws Exception {
        return platform.pages().perform(get("/batches/" + id + "/" + what).with(someone(SENDER))).andReturn()
                .getResponse().getContentAsByteArray();
    }

    @Test
    void what_names_people_is_removed_on_its_date_and_the_numbers_stay() throws Exception {
        // Given
        UUID id = sheets.upload(MIXED);
        platform.database().jdbc().update("update batch set redact_at = now() - interval '1 hour' where id = ?", id);

        // When
        new BatchRedaction(platform.database().jdbc(), java.time.Clock.systemUTC()).run();

        // Then
        assertThat(platform.database().jdbc().queryForObject("""
            select count(*) from batch_row where batch_id = ?
                and (message is not null or cells is not null or problems is not null or recipient_key is not null)""",
                Integer.class, id)).isZero();
        assertThat(platform.database().jdbc().queryForMap("""
            select file, file_name, columns, problems, uploaded_by_name from batch where id = ?""", id).values())
                .containsOnlyNulls();
        assertThat(page(id, "")).contains("Withdrawn").doesNotContain("people.csv");
        assertThat(platform.database().jdbc().queryForObject("select good from batch where id = ?", Integer.class, id))
                .isEqualTo(2);
    }

    private static org.springframework.test.web.servlet.request.RequestPostProcessor another(String role) {
        return oidcLogin().idToken(token -> token.subject("staff-8").claim("name", "Second Person").claim("postroom",
                List.of(role)));
    }

    private String page(UUID id, String query) throws Exception {
        return platform.pages().perform(get("/batches/" + id + query).with(someone(SENDER))).andReturn().getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private String download(UUID id, String name) throws Exception {
        return platform.pages().perform(get("/batches/" + id + "/" + name).with(someone(SENDER))).andReturn()
                .getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse act(UUID id, String what, Map<String, String> typed) throws Exception {
        var request = post("/batches/" + id + "/" + what).with(someone(SENDER)).with(csrf());
        new HashMap<>(typed).forEach(request::param);
        return platform.pages().perform(request).andReturn().getResponse();
    }

    private List<SendRequest> requests(UUID batch, int expected) {
        return read(Names.Topics.DEFAULT.send(), SendRequest.class, expected).stream()
                .filter(request -> request.getSendId().equals(batch)).toList();
    }

    /** Everything on a topic, once there is at least so much. */
    private <T> List<T> read(String topic, Class<T> type, int least) {
        return SentRecords.read(platform, topic, least).stream().map(type::cast).toList();
    }
}
