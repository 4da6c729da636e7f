package io.postroom.staffweb.batch;

import static io.postroom.staffweb.RunningStaffWeb.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.oidcLogin;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.postroom.content.sheet.SheetFile;
import io.postroom.staffweb.RunningStaffWeb;
import io.postroom.staffweb.RunningStaffWeb.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
        // Given: nobody uploads sixty in a minute
        RequestPostProcessor flood = oidcLogin().idToken(token -> token.subject("flood").claim("postroom",
                List.of(SENDER)));
        for (int i = 0; i < 60; i++) {
            assertThat(platform.pages().perform(Sheets.form(Sheets.PATH, "a.csv", new byte[10]).with(flood))
                    .andReturn().getResponse().getStatus()).isEqualTo(403);
        }

        // When
        MockHttpServletResponse more = platform.pages()
                .perform(Sheets.form(Sheets.PATH, "a.csv", new byte[10]).with(flood)).andReturn().getResponse();
        MockHttpServletResponse other = sheets.send(Sheets.PATH, "", new byte[0], SENDER);

        // Then
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
        byte[] bomb = workbook("<worksheet><sheetData>" + " ".repeat(400_000_000) + "</sheetData></worksheet>");
        byte[] xxe = workbook("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                + "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData></worksheet>");

        // When
        UUID bombed = sheets.upload("bomb.xlsx", bomb);
        UUID external = sheets.upload("xxe.xlsx", xxe);

        // Then
        assertThat(bomb.length).isLessThan(SheetFile.MAX_BYTES);
        assertThat(sheets.state(bombed)).isEqualTo("NOT_USABLE");
        assertThat(page(bombed)).contains("There is far more in the file than recipients");
        assertThat(sheets.state(external)).isEqualTo("NOT_USABLE");
        assertThat(page(external)).doesNotContain("root:");
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
        // Given
        String formula = "=HYPERLINK(\"\"http://x\"\",A1)";
        String csv = "phone number,name,reference,check by,documents,\"=1+1\"\n07700 9,\"" + formula
                + "\",@SUM(1),-2+3,+cmd|' /C calc'!A0,x\n07700 900007,a,R,3 May,d,x\n";
        UUID id = sheets.upload("a.csv", csv.getBytes(StandardCharsets.UTF_8));

        for (String name : new String[]{"rows-to-mend.csv", "results.csv"}) {
            // When
            MockHttpServletResponse answer = platform.pages().perform(get("/batches/" + id + "/" + name)
                    .with(someone(SENDER))).andReturn().getResponse();

            // Then
            assertThat(answer.getHeader("Content-Disposition")).startsWith("attachment; filename=");
            assertThat(answer.getContentType()).startsWith("text/csv");
            assertThat(answer.getContentAsString(StandardCharsets.UTF_8).substring(1).lines()).allSatisfy(line -> {
                for (String cell : line.split(",")) {
                    assertThat(cell.startsWith("\"") ? cell.substring(1) : cell).doesNotStartWith("=")
                            .doesNotStartWith("+").doesNotStartWith("-").doesNotStartWith("@");
                }
            });
        }
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

    /** An XLSX with this as its one sheet. */
    private static byte[] workbook(String sheet) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(zip, "[Content_Types].xml",
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
            entry(zip, "xl/workbook.xml",
                    "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                            + "<sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            entry(zip, "xl/_rels/workbook.xml.rels",
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                            + "<Relationship Id=\"rId1\" Type=\"worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            entry(zip, "xl/worksheets/sheet1.xml", sheet);
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
