package io.postroom.staffweb.batch;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.postroom.staffweb.RunningStaffWeb;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Uploads spreadsheets as browsers do, and waits for what becomes of them. */
public final class Sheets {
    /** Of a template with three placeholders. */
    public static final String PATH = "/batches/upload/student-finance/evidence-receipt/sms/en";
    private static final String BOUNDARY = "----postroom-test";

    private final RunningStaffWeb.Platform platform;

    public Sheets(RunningStaffWeb.Platform platform) {
        this.platform = platform;
    }

    /** A form with a file, without the token. */
    public static MockHttpServletRequestBuilder form(String path, String name, byte[] file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: text/csv\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return post(path).contentType("multipart/form-data; boundary=" + BOUNDARY).content(body.toByteArray());
    }

    /** With the token as the form has it: in a field of the body. */
    static RequestPostProcessor token() {
        return SecurityMockMvcRequestPostProcessors.csrf().asHeader();
    }

    MockHttpServletResponse send(String path, String name, byte[] file, String... roles) throws Exception {
        return platform.pages().perform(form(path, name, file).with(RunningStaffWeb.someone(roles)).with(token()))
                .andReturn().getResponse();
    }

    /** Uploads and waits until it was looked at. */
    public UUID upload(String name, byte[] file) throws Exception {
        return upload(PATH, name, file);
    }

    UUID upload(String path, String name, byte[] file) throws Exception {
        String location = send(path, name, file, "student-finance:sender").getRedirectedUrl();
        UUID id = UUID.fromString(location.substring("/batches/".length()));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !"UPLOADED".equals(state(id)));
        return id;
    }

    UUID upload(String csv) throws Exception {
        return upload("people.csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    String state(UUID id) {
        return platform.database().jdbc().queryForObject("select state from batch where id = ?", String.class, id);
    }

    /** Rows of people who do not repeat each other. */
    public static String csv(int rows) {
        return "phone number,name,reference,check by,documents,case reference\n" + IntStream.range(0, rows)
                .mapToObj(i -> "07700 900%03d,Person %d,R-%d,3 May,passport,C-%d".formatted(i % 900, i, i, i))
                .collect(Collectors.joining("\n"));
    }
}
