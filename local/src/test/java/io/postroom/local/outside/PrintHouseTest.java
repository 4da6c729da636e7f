package io.postroom.local.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postroom.local.outside.ledger.AcceptedLetter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The print house as an SFTP client sees it. */
class PrintHouseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;
    private final String id = UUID.randomUUID().toString();
    private OutsideWorld outside;
    private SshClient ssh;
    private SftpClient sftp;

    @BeforeEach
    void start() throws IOException {
        outside = OutsideWorld.start(OutsideOptions.freePorts(folder).withReceiptDelay(Duration.ofMillis(20)));
        ssh = SshClient.setUpDefaultClient();
        ssh.setServerKeyVerifier((session, address, key) -> true);
        ssh.start();
        sftp = SftpClientFactory.instance().createSftpClient(signedIn("postroom"));
    }

    @AfterEach
    void stop() throws IOException {
        sftp.close();
        ssh.stop();
        outside.close();
    }

    @Test
    void aLetterIsTakenPrintedAndDespatched() throws Exception {
        // Given
        byte[] pdf = pdf("Ms A Example", "1 Test Street", "SW1A 1AA");

        // When
        hand(pdf, manifest(pdf, 1));

        // Then
        await().untilAsserted(() -> assertThat(responses()).contains(id + ".accepted.json", id + ".printed.json",
                id + ".despatched.json"));
        AcceptedLetter letter = outside.ledger().letters().getFirst();
        assertThat(letter.address()).containsExactly("Ms A Example", "1 Test Street", "SW1A 1AA");
        assertThat(letter.postage()).isEqualTo("second");
        assertThat(Files.readAllBytes(outside.ledger().file(letter.file()))).isEqualTo(pdf);
        assertThat(names("incoming")).isEmpty();
        assertThat(names("received")).containsExactly(id + ".json");
        assertThat(response("accepted")).containsEntry("id", id).containsEntry("state", "accepted");
    }

    @Test
    void anIdThatItHasHadIsRefusedAlsoAfterARestart() throws Exception {
        // Given
        byte[] pdf = pdf("Ms A Example", "1 Test Street", "SW1A 1AA");
        hand(pdf, manifest(pdf, 1));
        await().untilAsserted(() -> assertThat(names("received")).hasSize(1));
        sftp.close();
        outside.close();
        outside = OutsideWorld.start(OutsideOptions.freePorts(folder).withReceiptDelay(Duration.ofMillis(20)));
        sftp = SftpClientFactory.instance().createSftpClient(signedIn("postroom"));

        // When
        hand(pdf, manifest(pdf, 1));

        // Then
        await().untilAsserted(() -> assertThat(responses()).contains(id + ".rejected.json"));
        assertThat(response("rejected")).containsEntry("reason", "duplicate-id");
        assertThat(outside.ledger().letters()).hasSize(1);
    }

    @Test
    void withoutItsManifestAPdfIsNoLetter() throws Exception {
        // Given
        byte[] pdf = pdf("Ms A Example", "1 Test Street", "SW1A 1AA");
        write("incoming/" + UUID.randomUUID() + ".pdf", pdf);

        // When: a later letter shows that the folder was looked at
        hand(pdf, manifest(pdf, 1));

        // Then
        await().untilAsserted(() -> assertThat(responses()).contains(id + ".accepted.json"));
        assertThat(outside.ledger().letters()).hasSize(1);
    }

    @Test
    void aBrokenHandOverIsRefusedWithItsReason() throws Exception {
        // Given
        byte[] pdf = pdf("Ms A Example", "1 Test Street", "SW1A 1AA");

        // When
        hand(pdf, manifest(pdf, 2));

        // Then
        await().untilAsserted(() -> assertThat(responses()).contains(id + ".rejected.json"));
        assertThat(response("rejected")).containsEntry("reason", "page-count");

        // When: the same id, mended
        sftp.remove("responses/" + id + ".rejected.json");
        hand(pdf, manifest(pdf, 1));

        // Then
        await().untilAsserted(() -> assertThat(responses()).contains(id + ".despatched.json"));
    }

    @Test
    void reservedAddressesComeBack() throws Exception {
        // Given
        byte[] pdf = pdf("Ms A Example", "1 Returned Row", "SW1A 1AA");

        // When
        hand(pdf, manifest(pdf, 1));

        // Then
        await().untilAsserted(() -> assertThat(responses()).contains(id + ".returned.json"));
        assertThat(response("returned")).containsEntry("reason", "addressee-gone");
    }

    @Test
    void aWrongPasswordMayNotSignIn() {
        assertThatThrownBy(() -> signedIn("wrong")).isInstanceOf(IOException.class);
    }

    private ClientSession signedIn(String password) throws IOException {
        ClientSession session = ssh.connect("postroom", "127.0.0.1", outside.print().port()).verify(PATIENCE)
                .getSession();
        session.addPasswordIdentity(password);
        session.auth().verify(PATIENCE);
        return session;
    }

    private void hand(byte[] pdf, String manifest) throws IOException {
        write("incoming/" + id + ".pdf", pdf);
        write("incoming/" + id + ".json", manifest.getBytes(UTF_8));
    }

    private void write(String path, byte[] content) throws IOException {
        try (OutputStream out = sftp.write(path + ".part")) {
            out.write(content);
        }
        sftp.rename(path + ".part", path);
    }

    private String manifest(byte[] pdf, int pages) throws Exception {
        return """
            {"version":1,"id":"%s","file":"%s.pdf","pages":%d,"sheets":1,"duplex":true,"postage":"second",
            "bytes":%d,"sha256":"%s","createdAt":"2026-11-20T09:30:00Z"}
            """.formatted(id, id, pages, pdf.length,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pdf)));
    }

    private List<String> responses() throws IOException {
        return names("responses");
    }

    private List<String> names(String path) throws IOException {
        return StreamSupport.stream(sftp.readDir(path).spliterator(), false)
                .map(SftpClient.DirEntry::getFilename).filter(name -> !name.startsWith(".")).sorted().toList();
    }

    private Map<String, Object> response(String state) throws IOException {
        try (var in = sftp.read("responses/" + id + "." + state + ".json")) {
            return new ObjectMapper().readValue(in.readAllBytes(), new TypeReference<Map<String, Object>>() {
            });
        }
    }

    /** A page whose window shows the lines. */
    private static byte[] pdf(String... lines) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.setFont(new PDType1Font(FontName.HELVETICA), 8);
                content.beginText();
                content.setLeading(8.5f);
                content.newLineAtOffset(75, 842 - 125);
                for (String line : lines) {
                    content.showText(line);
                    content.newLine();
                }
                content.endText();
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }
}
