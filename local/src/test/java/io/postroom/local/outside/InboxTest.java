package io.postroom.local.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postroom.local.outside.inbox.Inbox;
import io.postroom.local.outside.ledger.AcceptedEmail;
import io.postroom.local.outside.ledger.AcceptedLetter;
import io.postroom.local.outside.ledger.AcceptedText;
import io.postroom.local.outside.ledger.Ledger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String MAIL = """
        From: DVLA <no-reply@example.gov.uk>
        To: someone@example.org
        Subject: Your MOT
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8

        Plain ŵ
        --b
        Content-Type: text/html; charset=utf-8

        <h1>Rich</h1><script>alert(1)</script>
        --b--
        """.replace("\n", "\r\n");

    @TempDir
    Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private Ledger ledger;
    private Inbox inbox;

    @BeforeEach
    void start() throws IOException {
        ledger = Ledger.open(folder);
        Files.writeString(folder.resolve("mail.eml"), MAIL);
        Files.write(folder.resolve("letter.pdf"), new byte[]{'%', 'P', 'D', 'F'});
        ledger.append(number -> new AcceptedText(number, NOON, "VoteReg", "447700900310", "1 < 2\nDiolch", "gsm7",
                List.of("77")));
        ledger.append(number -> new AcceptedEmail(number, NOON, "id@example", "id", "bounces@example",
                List.of("someone@example.org"), "Your MOT", "mail.eml"));
        ledger.append(number -> new AcceptedLetter(number, NOON, "letter-id", "second", 1,
                List.of("Ms A Example", "SW1A 1AA"), "letter.pdf"));
        inbox = Inbox.start(0, ledger, reference -> reference.equals("77") ? "voter-registration" : "");
    }

    @AfterEach
    void stop() {
        inbox.close();
        ledger.close();
        http.close();
    }

    @Test
    void theListShowsEachChannelNewestFirstAndEscaped() throws Exception {
        // When
        String page = get("/").body();

        // Then
        assertThat(page).contains("1 &lt; 2<br>Diolch", "E-mail: Your MOT", "Plain ŵ", "Ms A Example, SW1A 1AA",
                "voter-registration");
        assertThat(page.indexOf("Ms A Example")).isLessThan(page.indexOf("Your MOT"));
        assertThat(page.indexOf("Your MOT")).isLessThan(page.indexOf("Diolch"));
        assertThat(page).doesNotContain("<script");
    }

    @Test
    void theListIsFilteredByChannelAndService() throws Exception {
        assertThat(get("/?channel=letter").body()).contains("Ms A Example").doesNotContain("Diolch");
        assertThat(get("/?service=voter-registration").body()).contains("Diolch").doesNotContain("Ms A Example");
    }

    @Test
    void anEmailsHtmlMayRunAndLoadNothing() throws Exception {
        // When
        HttpResponse<String> html = get("/messages/2/html");

        // Then
        assertThat(html.body()).contains("<h1>Rich</h1>");
        assertThat(html.headers().firstValue("Content-Security-Policy")).get().asString()
                .startsWith("sandbox; default-src 'none'");
        assertThat(get("/messages/2/source").body()).isEqualTo(MAIL);
    }

    @Test
    void aLetterIsAPdf() throws Exception {
        assertThat(get("/messages/3/letter.pdf").body()).isEqualTo("%PDF");
        assertThat(get("/messages/1/letter.pdf").statusCode()).isEqualTo(404);
        assertThat(get("/messages/99/html").statusCode()).isEqualTo(404);
    }

    @Test
    void theLedgerIsJson() throws Exception {
        // When
        JsonNode entries = new ObjectMapper().readTree(get("/ledger.json?after=1").body());

        // Then
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).get("channel").asText()).isEqualTo("email");
        assertThat(entries.get(1).get("id").asText()).isEqualTo("letter-id");
    }

    @Test
    void anotherSitesNameForThisMachineIsRefused() throws Exception {
        // Given: a host header that Java's client does not let through
        try (Socket socket = new Socket("127.0.0.1", inbox.address().getPort())) {
            // When
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
            String status = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();

            // Then
            assertThat(status).contains("403");
        }
    }

    @Test
    void whatWasAcceptedIsThereAfterARestart() {
        // Given
        ledger.close();

        // When
        Ledger again = Ledger.open(folder);

        // Then
        assertThat(again.all()).isEqualTo(ledger.all());
        again.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(inbox.address().resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
