package io.postroom.local.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.postroom.local.outside.ledger.AcceptedEmail;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.wiser.Wiser;
import org.subethamail.wiser.WiserMessage;

/** The mail relay as Angus Mail's client sees it, and its reports as another mail server sees them. */
class MailRelayTest {
    private static final String SENDER = "bounces+token@post.example.gov.uk";

    @TempDir
    Path folder;
    private OutsideWorld outside;
    private Wiser listener;

    @BeforeEach
    void start() {
        outside = OutsideWorld.start(OutsideOptions.freePorts(folder).withReceiptDelay(Duration.ofMillis(20)));
        listener = Wiser.port(0);
        listener.start();
        outside.mail().routeReportsTo(new InetSocketAddress("127.0.0.1", listener.getServer().getPortAllocated()));
    }

    @AfterEach
    void stop() {
        outside.close();
        listener.stop();
    }

    @Test
    void aMailIsKeptAsItCame() throws Exception {
        // When
        send("someone@example.org", "Llythyr am eich cais: ŵŷ");

        // Then
        AcceptedEmail email = only();
        assertThat(email.subject()).isEqualTo("Llythyr am eich cais: ŵŷ");
        assertThat(email.from()).isEqualTo(SENDER);
        assertThat(email.to()).containsExactly("someone@example.org");
        assertThat(email.messageId()).isEqualTo("6f0b7e0e@post.example.gov.uk");
        try (InputStream source = Files.newInputStream(outside.ledger().file(email.file()))) {
            MimeMessage read = new MimeMessage(Session.getInstance(new Properties()), source);
            MimeMultipart parts = (MimeMultipart) read.getContent();
            assertThat(parts.getBodyPart(0).getContent()).isEqualTo("Ŵy.\r\n.dot\r\n");
        }
    }

    @Test
    void deliveryIsReportedToTheEnvelopeSenderWithTheEnvelopeId() throws Exception {
        // When
        send("someone@example.org", "x");

        // Then
        MimeMessage report = report();
        assertThat(status(report)).contains("Original-Envelope-Id: 6f0b7e0e",
                "Final-Recipient: rfc822; someone@example.org",
                "Action: delivered", "Status: 2.0.0");
    }

    @Test
    void aBounceIsReportedAsFailed() throws Exception {
        // When
        send("bounced@example.org", "x");

        // Then
        assertThat(status(report())).contains("Action: failed", "Status: 5.1.1");
        assertThat(outside.ledger().emails()).hasSize(1);
    }

    @Test
    void reservedMailboxesAreRefused() {
        assertThat(recipientRefusal("unknown-user@example.org")).isEqualTo(550);
        assertThat(recipientRefusal("mailbox-full@example.org")).isEqualTo(452);
        assertThat(catchThrowableOfType(SMTPSendFailedException.class, () -> send("policy@example.org", "x"))
                .getReturnCode()).isEqualTo(550);
        assertThat(outside.ledger().all()).isEmpty();
    }

    @Test
    void aGreylistedMailboxTakesTheSecondAttempt() throws Exception {
        // Given
        assertThat(recipientRefusal("greylisted@example.org")).isEqualTo(451);

        // When
        send("greylisted@example.org", "x");

        // Then
        assertThat(only().to()).containsExactly("greylisted@example.org");
    }

    @Test
    void aLostAnswerLeavesTheMailInTheLedger() {
        // When
        assertThatThrownBy(() -> send("connection-lost@example.org", "x")).isInstanceOf(MessagingException.class);

        // Then
        assertThat(only().to()).containsExactly("connection-lost@example.org");
    }

    @Test
    void aReportThatNobodyTakesIsOfferedAgain() throws Exception {
        // Given
        int port = listener.getServer().getPortAllocated();
        listener.stop();
        send("someone@example.org", "x");

        // When
        listener = Wiser.port(port);
        listener.start();

        // Then
        assertThat(status(report())).contains("Action: delivered");
    }

    private AcceptedEmail only() {
        assertThat(outside.ledger().emails()).hasSize(1);
        return outside.ledger().emails().getFirst();
    }

    private MimeMessage report() throws MessagingException {
        await().untilAsserted(() -> assertThat(listener.getMessages()).hasSize(1));
        WiserMessage report = listener.getMessages().getFirst();
        // RFC 3464: a report is never reported on itself.
        assertThat(report.getEnvelopeSender()).isEmpty();
        assertThat(report.getEnvelopeReceiver()).isEqualTo(SENDER);
        return report.getMimeMessage();
    }

    private static String status(MimeMessage report) throws MessagingException, IOException {
        assertThat(report.getContentType()).startsWith("multipart/report");
        BodyPart part = ((MimeMultipart) report.getContent()).getBodyPart(1);
        assertThat(part.getContentType()).isEqualTo("message/delivery-status");
        return new String(part.getInputStream().readAllBytes(), UTF_8);
    }

    private int recipientRefusal(String address) {
        SendFailedException failed = catchThrowableOfType(SendFailedException.class, () -> send(address, "x"));
        return ((SMTPAddressFailedException) failed.getNextException()).getReturnCode();
    }

    private void send(String to, String subject) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(outside.mail().port()));
        properties.put("mail.smtp.timeout", "10000");
        SMTPMessage message = new SMTPMessage(Session.getInstance(properties)) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<6f0b7e0e@post.example.gov.uk>");
            }
        };
        message.setEnvelopeFrom(SENDER);
        message.setFrom(new InternetAddress("no-reply@example.gov.uk"));
        message.setSubject(subject, "UTF-8");
        message.setNotifyOptions(SMTPMessage.NOTIFY_SUCCESS | SMTPMessage.NOTIFY_FAILURE | SMTPMessage.NOTIFY_DELAY);
        message.setMailExtension("ENVID=6f0b7e0e");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Ŵy.\r\n.dot\r\n", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText("<p>Ŵy.</p>", "UTF-8", "html");
        MimeMultipart alternatives = new MimeMultipart("alternative", text, html);
        message.setContent(alternatives);
        Transport.send(message, new InternetAddress[]{new InternetAddress(to)});
    }
}
