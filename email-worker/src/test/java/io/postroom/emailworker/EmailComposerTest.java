package io.postroom.emailworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.Language;
import jakarta.mail.Session;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as another mail library reads them. */
class EmailComposerTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EmailComposer composer = new EmailComposer("example.org", meters);

    @Test
    void aMessageHasTextFirstThenHtmlAndTheHeadersOfAMachine() throws Exception {
        // Given
        EmailRequest request = TestEmails.builder().setReplyTo("help@example.gov.uk").build();

        // When
        Message message = read(request);

        // Then
        assertThat(message.getMimeType()).isEqualTo("multipart/alternative");
        List<Entity> parts = ((Multipart) message.getBody()).getBodyParts();
        assertThat(parts).extracting(Entity::getMimeType).containsExactly("text/plain", "text/html");
        assertThat(parts).extracting(Entity::getCharset).containsOnly("UTF-8");
        assertThat(text(parts.get(0))).contains("We have your").contains("passport").doesNotContain("<");
        assertThat(text(parts.get(1))).contains("<html").contains("passport");
        assertThat(message.getMessageId()).isEqualTo("<" + TestEmails.id(request) + "@example.org>");
        assertThat(message.getDate()).isEqualTo(Date.from(Instant.parse("2026-11-20T09:30:00Z")));
        assertThat(message.getFrom().getFirst().getName()).isEqualTo("Student Finance");
        assertThat(message.getFrom().getFirst().getAddress()).isEqualTo("no-reply@example.gov.uk");
        assertThat(message.getReplyTo().flatten().getFirst().getAddress()).isEqualTo("help@example.gov.uk");
        assertThat(message.getTo().flatten().getFirst().getAddress()).isEqualTo("someone@example.org");
        assertThat(message.getSubject()).isEqualTo("Your evidence");
        assertThat(header(message, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(header(message, "X-Auto-Response-Suppress")).isEqualTo("All");
        assertThat(header(message, "Content-Language")).isEqualTo("en");
        assertThat(meters.get("postroom.template.render").tag("channel", "email").timer().count()).isOne();
    }

    @Test
    void aWelshMessageKeepsItsLettersAndSaysSo() throws Exception {
        // Given
        EmailRequest request = TestEmails.in(Language.CY, TestEmails.builder().setSubject("Eich tŷ a’ch dŵr")
                .setFromName("Tŷ’r Cwmnïau").setMarkdown("Annwyl Siân, mae’r dŵr ymlaen."));

        // When
        Message message = read(request);

        // Then
        assertThat(message.getSubject()).isEqualTo("Eich tŷ a’ch dŵr");
        assertThat(message.getFrom().getFirst().getName()).isEqualTo("Tŷ’r Cwmnïau");
        assertThat(header(message, "Content-Language")).isEqualTo("cy");
        assertThat(((Multipart) message.getBody()).getBodyParts()).allSatisfy(
                part -> assertThat(text(part)).contains("Siân").contains("dŵr"));
    }

    @Test
    void theSameRequestHasTheSameMessageId() throws Exception {
        // Given
        EmailRequest request = TestEmails.email();

        // When, Then
        assertThat(read(request).getMessageId()).isEqualTo(read(request).getMessageId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello\r\nBcc: other@example.org", "Hello\nBcc: other@example.org",
            "Hello\rBcc: other@example.org", "Hello\u2028Bcc: other@example.org", "Hello\r\n\r\n<script>",
            "Tŷ\r\nBcc: other@example.org", "Hello\u0000\u000b"})
    void nothingInjectsAHeader(String text) throws Exception {
        // Given
        EmailRequest request = TestEmails.builder().setSubject(text).setFromName(text).build();

        // When
        Message message = read(request);

        // Then
        assertThat(message.getBcc()).isNull();
        assertThat(message.getMimeType()).isEqualTo("multipart/alternative");
        assertThat(message.getHeader().getFields()).extracting(field -> field.getName().toLowerCase())
                .doesNotContain("bcc").containsOnlyOnce("subject", "from", "to", "message-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "a@example.org\r\nBcc: x@example.org", "a@example.org, b@example.org",
            "Name <a@example.org>"})
    void onlyAddressesAreAddresses(String address) {
        assertThatThrownBy(() -> read(TestEmails.builder().setTo(address).build()))
                .isInstanceOf(EmailComposer.BadAddressException.class).hasMessage("recipient");
        assertThatThrownBy(() -> read(TestEmails.builder().setReplyTo(address).build()))
                .isInstanceOf(EmailComposer.BadAddressException.class).hasMessage("reply-to");
    }

    @Test
    void noLineIsLongerThanMailServersTake() throws Exception {
        // Given
        EmailRequest request = TestEmails.builder().setSubject("Long ".repeat(100))
                .setMarkdown("A very long paragraph without any break. ".repeat(500)).build();

        // When
        String raw = raw(request);

        // Then: RFC 5322, 2.1.1
        assertThat(raw.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
        assertThat(raw.chars()).allMatch(c -> c < 0x80);
    }

    private String raw(EmailRequest request) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        composer.compose(Session.getInstance(new Properties()), request).writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Message read(EmailRequest request) throws Exception {
        return new DefaultMessageBuilder().parseMessage(
                new ByteArrayInputStream(raw(request).getBytes(StandardCharsets.UTF_8)));
    }

    private static String header(Message message, String name) {
        return message.getHeader().getField(name).getBody();
    }

    private static String text(Entity part) {
        try {
            return new String(((TextBody) part.getBody()).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
