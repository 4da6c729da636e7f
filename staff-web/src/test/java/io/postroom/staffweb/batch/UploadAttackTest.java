package io.postroom.staffweb.batch;

import static io.postroom.staffweb.RunningStaffWeb.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.oidcLogin;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.postroom.content.sheet.SheetFile;
import io.postroom.staffweb.RunningStaffWeb;
import io.postroom.staffweb.RunningStaffWeb.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Files that somebody made to do harm, or by mistake: each gets one clear sentence, and nothing happens. */
@ExtendWith(RunningStaffWeb.class)
class UploadAttackTest {
    private static final String SENDER = "student-finance:sender";

    private final Platform platform;
    private final Sheets sheets;

    UploadAttackTest(Platform platform) {
        this.platform = platform;
        this.sheets = new Sheets(platform);
    }

    @Test
    void a_forged_form_or_one_of_a_stranger_takes_nothing_in() throws Exception {
        // Given
        int before = count();
        byte[] file = Sheets.csv(1).getBytes(StandardCharsets.UTF_8);

        // When
        int forged = platform.pages().perform(Sheets.form(Sheets.PATH, "a.csv", file).with(someone(SENDER)))
                .andReturn().getResponse().getStatus();
        int stranger = sheets.send(Sheets.PATH, "a.csv", file, "voter-registration:sender").getStatus();
        int viewer = sheets.send(Sheets.PATH, "a.csv", file, "student-finance:viewer").getStatus();

        // Then
        assertThat(forged).isEqualTo(403);
        assertThat(stranger).isEqualTo(404);
        assertThat(viewer).isEqualTo(403);
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void who_uploads_without_end_is_told_to_come_back_and_nobody_else_is() throws Exception {
        // Given
        String subject = UUID.randomUUID().toString();
        RequestPostProcessor flood = oidcLogin()
                .idToken(token -> token.subject(subject).claim("postroom", List.of(SENDER)));

        // When: chances come back while this goes on
        int refused = 0;
        MockHttpServletResponse more;
        do {
            more = platform.pages().perform(Sheets.form(Sheets.PATH, "a.csv", new byte[10]).with(flood)).andReturn()
                    .getResponse();
            refused++;
        } while (more.getStatus() == 403 && refused < 10_000);
        MockHttpServletResponse other = sheets.send(Sheets.PATH, "", new byte[0], SENDER);

        // Then
        assertThat(refused).as("nobody uploads sixty in a minute").isGreaterThan(60);
        assertThat(more.getStatus()).isEqualTo(429);
        assertThat(more.getHeader("Retry-After")).isEqualTo("60");
        assertThat(other.getStatus()).isEqualTo(422);
    }

    @Test
    void no_file_a_big_one_and_other_kinds_are_told_in_a_sentence() throws Exception {
        // When
        MockHttpServletResponse none = sheets.send(Sheets.PATH, "", new byte[0], SENDER);
        MockHttpServletResponse big = sheets.send(Sheets.PATH, "big.csv", new byte[SheetFile.MAX_BYTES + 100_000],
                SENDER);
        UUID pdf = sheets.upload("list.csv", "%PDF-1.7 hello".getBytes(StandardCharsets.UTF_8));
        UUID html = sheets.upload("list.csv",
                "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(none.getStatus()).isEqualTo(422);
        assertThat(none.getContentAsString()).contains("Choose a file");
        assertThat(big.getContentAsString()).contains("The file is bigger than 10 MB");
        assertThat(page(pdf)).contains("This is not a spreadsheet");
        assertThat(page(html)).contains("This is not a spreadsheet").doesNotContain("<script>alert");
    }

    @Test
    void a_zip_bomb_and_external_entities_are_refused_without_being_unpacked() throws Exception {
        // Given
        String entity = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
        List<byte[]> bombs = List.of(
                Workbooks.xlsx("<worksheet><sheetData>" + " ".repeat(400_000_000) + "</sheetData></worksheet>"),
                Workbooks.ods("<document>" + " ".repeat(400_000_000) + "</document>"));
        List<byte[]> external = List.of(
                Workbooks.xlsx(entity + "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&e;</t></is></c></row>"
                        + "</sheetData></worksheet>"),
                Workbooks.ods(entity + Workbooks.odsContent(List.of(List.of("&e;")))));

        for (byte[] bomb : bombs) {
            // When
            UUID bombed = sheets.upload("bomb.xlsx", bomb);

            // Then
            assertThat(bomb.length).isLessThan(SheetFile.MAX_BYTES);
            assertThat(sheets.state(bombed)).isEqualTo("NOT_USABLE");
            assertThat(page(bombed)).contains("There is far more in the file than recipients");
        }
        for (byte[] file : external) {
            // When
            UUID id = sheets.upload("xxe.xlsx", file);

            // Then
            assertThat(sheets.state(id)).isEqualTo("NOT_USABLE");
            assertThat(page(id)).doesNotContain("root:");
        }
    }

    @Test
    void each_kind_of_spreadsheet_is_read() throws Exception {
        // Given
        List<List<String>> table = List.of(
                List.of("phone number", "name", "reference", "check by", "documents", "case reference"),
                List.of("07700 900001", "Ann", "R-1", "3 May", "passport", "C-1"),
                List.of("07700 9", "Bob", "R-2", "3 May", "passport", "C-2"));
        String tabs = table.stream().map(row -> String.join("\t", row)).collect(Collectors.joining("\r\n"));
        Map<String, byte[]> files = Map.of("a.xlsx", Workbooks.xlsx(Workbooks.xlsxSheet(table)), "a.ods",
                Workbooks.ods(Workbooks.odsContent(table)), "a.tsv", tabs.getBytes(StandardCharsets.UTF_8));

        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            // When
            UUID id = sheets.upload(file.getKey(), file.getValue());

            // Then
            assertThat(sheets.state(id)).as(file.getKey()).isEqualTo("CHECKED");
            assertThat(cells(download(id, "results.csv"))).as(file.getKey()).containsSubsequence("2", "07700 900001",
                    "C-1", "Not sent", "3", "Left out", "phone number: Mobile number is too short");
        }
    }

    @Test
    void what_stands_in_names_headers_and_cells_is_shown_as_text() throws Exception {
        // Given
        String script = "<img src=x onerror=alert(1)>";
        String csv = "phone number,name,reference,check by,documents," + script + "\n07700 900001," + script
                + ",R,3 May," + script + ",x\n" + script + ",b,R,3 May,d,x\n";

        // When
        UUID id = sheets.upload(script + ".csv", csv.getBytes(StandardCharsets.UTF_8));

        // Then
        String list = platform.pages().perform(get("/batches").with(someone(SENDER))).andReturn().getResponse()
                .getContentAsString();
        assertThat(page(id)).contains("&lt;img src=x").doesNotContain("<img");
        assertThat(list).contains("&lt;img src=x").doesNotContain("<img");
    }

    @Test
    void no_download_holds_what_a_spreadsheet_program_would_execute() throws Exception {
        // Given: in a header, in each cell of a bad row, and in the case of a good one, which is all of a row that results show
        String formula = "=HYPERLINK(\"\"http://x\"\",A1)";
        String csv = "phone number,name,reference,check by,documents,case reference,\"=1+1\"\n07700 9,\"" + formula
                + "\",@SUM(1),-2+3,+cmd|' /C calc'!A0,\u00a0=1,x\n07700 900007,a,R,3 May,d,\"=cmd|' /C calc'!A0,\"\"x\"\"\",x\n";
        UUID id = sheets.upload("a.csv", csv.getBytes(StandardCharsets.UTF_8));

        // When
        List<String> toMend = cells(download(id, "rows-to-mend.csv"));
        List<String> results = cells(download(id, "results.csv"));

        // Then
        assertThat(toMend).contains("'=1+1", "'=HYPERLINK(\"http://x\",A1)", "'@SUM(1)", "'-2+3",
                "'+cmd|' /C calc'!A0");
        assertThat(results).contains("'=cmd|' /C calc'!A0,\"x\"");
        assertThat(List.of(toMend, results)).allSatisfy(cells -> assertThat(cells)
                .allSatisfy(cell -> assertThat(cell.strip()).doesNotContainPattern("^[\\s\u00a0]*[=+@\u2013-]")));
    }

    private String download(UUID id, String name) throws Exception {
        MockHttpServletResponse answer = platform.pages().perform(get("/batches/" + id + "/" + name)
                .with(someone(SENDER))).andReturn().getResponse();
        assertThat(answer.getHeader("Content-Disposition")).startsWith("attachment; filename=");
        assertThat(answer.getContentType()).startsWith("text/csv");
        return answer.getContentAsString(StandardCharsets.UTF_8).substring(1);
    }

    /** What a spreadsheet program reads from a file (RFC 4180). */
    private static List<String> cells(String csv) {
        return Pattern.compile("(?:^|,|\r\n)(?:\"((?:[^\"]|\"\")*)\"|([^,\r\n]*))").matcher(csv).results()
                .map(cell -> cell.group(1) == null ? cell.group(2) : cell.group(1).replace("\"\"", "\"")).toList();
    }

    @Test
    void another_services_spreadsheet_is_not_there() throws Exception {
        // Given
        UUID id = sheets.upload("a.csv", Sheets.csv(1).getBytes(StandardCharsets.UTF_8));

        for (String path : new String[]{"", "/live", "/results.csv", "/rows-to-mend.csv", "/letter.pdf"}) {
            // When
            int answer = platform.pages().perform(get("/batches/" + id + path)
                    .with(someone("voter-registration:sender", "voter-registration:approver"))).andReturn()
                    .getResponse().getStatus();

            // Then
            assertThat(answer).as(path).isEqualTo(404);
        }
    }

    private int count() {
        return platform.database().jdbc().queryForObject("select count(*) from batch", Integer.class);
    }

    private String page(UUID id) throws Exception {
        return platform.pages().perform(get("/batches/" + id).with(someone(SENDER))).andReturn().getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
