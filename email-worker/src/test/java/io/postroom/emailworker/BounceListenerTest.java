package io.postroom.emailworker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports as relays send them, over SMTP. */
class BounceListenerTest {
    private static final UUID ID = UUID.fromString("6f0b7e0e-8c1d-5a5e-9d2f-0123456789ab");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final RecordedReceipts receipts = new RecordedReceipts();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private BounceListener listener;

    @BeforeEach
    void listen() throws Exception {
        listener = new BounceListener(TestEmails.channel(List.of(), "bounces@bounce.example.org").bounces(), null,
                new BounceHandler(TestEmails.RETURN, List.of("relay"), 100_000, receipts,
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        meters));
        listener.start();
    }

    @AfterEach
    void stop() {
        listener.stop();
    }

    @Test
    void aReportOfSuccessIsPublishedBeforeItIsTaken() throws Exception {
        // When
        List<String> replies = send(TestEmails.RETURN.of("relay", ID), report(ID.toString(), "delivered", "2.0.0"));

        // Then
        assertThat(replies.getLast()).startsWith("250");
        assertThat(receipts.published()).singleElement().satisfies(published -> {
            assertThat(published.provider()).isEqualTo("relay");
            assertThat(published.reference()).isEqualTo(ID.toString());
            assertThat(published.occurredAt()).isEqualTo(Instant.parse("2026-11-20T09:30:05Z"));
            assertThat(published.report().getState()).isEqualTo(NotificationState.DELIVERED);
            assertThat(published.report().getNotificationId()).isEqualTo(ID);
            assertThat(published.report().getProviderDetail()).isEqualTo("delivered 2.0.0");
        });
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"relayed,2.1.9,SENT,-", "expanded,2.0.0,SENT,-", "delayed,4.4.1,SENT,-",
            "failed,5.1.1,FAILED,UNKNOWN_RECIPIENT", "failed,5.1.10,FAILED,UNKNOWN_RECIPIENT",
            "failed,5.2.2,FAILED,RECIPIENT_REFUSED", "failed,4.4.7,FAILED,RECIPIENT_UNREACHABLE",
            "failed,5.7.1,FAILED,CONTENT_REFUSED", "failed,5.3.4,FAILED,CONTENT_REFUSED",
            "Failed,5.4.4,FAILED,RECIPIENT_UNREACHABLE", "failed,-,FAILED,RECIPIENT_UNREACHABLE"})
    void anActionHasItsMeaning(String action, String status, NotificationState state, StatusReason reason)
            throws Exception {
        // When
        send(TestEmails.RETURN.of("relay", ID), report(null, action, status));

        // Then
        assertThat(receipts.published()).singleElement().satisfies(published -> {
            assertThat(published.report().getState()).isEqualTo(state);
            assertThat(published.report().getReason()).isEqualTo(reason);
        });
    }

    @Test
    void theRelayIsAskedToTryAgainWhenKafkaIsAway() throws Exception {
        // Given
        receipts.away(true);

        // When
        List<String> replies = send(TestEmails.RETURN.of("relay", ID), report(null, "delivered", "2.0.0"));

        // Then
        assertThat(replies.getLast()).startsWith("451 4.3.0");
        assertThat(receipts.published()).isEmpty();
    }

    @Test
    void aForgedReturnAddressIsRefusedWithoutBeingRepeated() throws Exception {
        // When
        List<String> replies = send("bounces+forged@bounce.example.org", report(null, "delivered", "2.0.0"));

        // Then
        assertThat(replies.getLast()).startsWith("550 5.1.1").doesNotContain("forged");
        assertThat(receipts.published()).isEmpty();
    }

    @Test
    void aReportAboutAnotherMessageIsDropped() throws Exception {
        // When
        List<String> replies = send(TestEmails.RETURN.of("relay", ID),
                report(UUID.randomUUID().toString(), "failed", "5.1.1"));

        // Then
        assertThat(replies.getLast()).startsWith("250");
        assertThat(receipts.published()).isEmpty();
    }

    @Test
    void anOutOfOfficeReplyIsTakenCountedAndDropped() throws Exception {
        // When
        List<String> replies = send(TestEmails.RETURN.of("relay", ID), """
            From: someone@example.org
            Subject: I am away
            Auto-Submitted: auto-replied
            Content-Type: text/plain

            Action: failed
            """);

        // Then
        assertThat(replies.getLast()).startsWith("250");
        assertThat(receipts.published()).isEmpty();
        assertThat(meters.counter("postroom.email.bounces.ignored").count()).isEqualTo(1);
    }

    @Test
    void aReportAsPostfixWritesItIsRead() throws Exception {
        // When
        send(TestEmails.RETURN.of("relay", ID), """
            From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
            Subject: Undelivered Mail Returned to Sender
            To: bounces@bounce.example.org
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
            \tboundary="4Xk1.1700000000/mx.example.org"

            This is a MIME-encapsulated message.

            --4Xk1.1700000000/mx.example.org
            Content-Description: Notification
            Content-Type: text/plain; charset=utf-8

            This is the mail system at host mx.example.org.

            --4Xk1.1700000000/mx.example.org
            Content-Description: Delivery report
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.org
            X-Postfix-Queue-ID: 4Xk1
            X-Postfix-Sender: rfc822; bounces@bounce.example.org
            Arrival-Date: Fri, 20 Nov 2026 09:30:00 +0000 (GMT)

            Final-Recipient: rfc822; someone@example.org
            Original-Recipient: rfc822;someone@example.org
            Action: failed
            Status: 5.1.1
            Remote-MTA: dns; mail.example.org
            Diagnostic-Code: smtp; 550 5.1.1 <someone@example.org>: Recipient address
                rejected: User unknown

            --4Xk1.1700000000/mx.example.org
            Content-Description: Undelivered Message Headers
            Content-Type: text/rfc822-headers

            Subject: Your evidence

            --4Xk1.1700000000/mx.example.org--
            """);

        // Then
        assertThat(receipts.published()).singleElement().satisfies(published -> {
            assertThat(published.report().getReason()).isEqualTo(StatusReason.UNKNOWN_RECIPIENT);
            assertThat(published.report().getProviderDetail()).isEqualTo("failed 5.1.1");
            assertThat(published.occurredAt()).isEqualTo(Instant.parse("2026-11-20T09:30:00Z"));
        });
    }

    @Test
    void aReportThatIsTooBigIsRefused() throws Exception {
        // When
        List<String> replies = send(TestEmails.RETURN.of("relay", ID),
                report(null, "delivered", "2.0.0") + "x".repeat(70).concat("\n").repeat(3_000));

        // Then
        assertThat(replies.getLast()).startsWith("5");
        assertThat(receipts.published()).isEmpty();
    }

    @Test
    void theListenerStartsAgainAfterItWasStopped() throws Exception {
        // When
        listener.stop();
        listener.start();

        // Then
        assertThat(send(TestEmails.RETURN.of("relay", ID), report(null, "delivered", "2.0.0")).getLast())
                .startsWith("250");
    }

    private static String report(String envelopeId, String action, String status) {
        return """
            From: Mail Delivery System <MAILER-DAEMON@relay.example>
            To: <bounces@bounce.example.org>
            Subject: Delivery report
            MIME-Version: 1.0
            Auto-Submitted: auto-replied
            Content-Type: multipart/report; report-type=delivery-status; boundary="report"

            --report
            Content-Type: text/plain; charset=us-ascii

            Your message.
            --report
            Content-Type: message/delivery-status

            Reporting-MTA: dns; relay.example
            %s
            Final-Recipient: rfc822; someone@example.org
            Action: %s
            %sLast-Attempt-Date: Fri, 20 Nov 2026 09:30:05 +0000

            --report--
            """.formatted(envelopeId == null ? "" : "Original-Envelope-Id: " + envelopeId + "\n", action,
                status == null ? "" : "Status: " + status + "\n");
    }

    /** Speaks SMTP by hand; stops at the first refusal. */
    private List<String> send(String recipient, String mail) throws IOException {
        List<String> replies = new ArrayList<>();
        try (Socket socket = new Socket("127.0.0.1", listener.port());
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            replies.add(reply(in));
            for (String command : List.of("EHLO relay.example", "MAIL FROM:<>", "RCPT TO:<" + recipient + ">", "DATA",
                    mail.replace("\n", "\r\n") + "\r\n.")) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
                replies.add(reply(in));
                if (replies.getLast().charAt(0) > '3') {
                    break;
                }
            }
        }
        return replies;
    }

    private static String reply(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return String.valueOf(line);
    }
}
